using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Decoding.Rules;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Generation;

/// <summary>Writes texts for texts: tokens, batches of like length, a search, text again. Safe for several threads.</summary>
public sealed class TextGenerator
{
    private readonly LanguageModel _model;
    private readonly IGenerativeModel _writer;
    private readonly GenerateTextOptions _options;
    private readonly ISearch _search;
    private readonly StopTexts? _stop;
    private readonly PrefixLmLayout _layout;
    private readonly DecoderSessionOptions _session;
    private readonly int _targetRoom;

    /// <summary>Prepares a model to write.</summary>
    /// <param name="model">The model; it must live as long as the generator.</param>
    /// <param name="options">How it writes.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model does not write text.</exception>
    public TextGenerator(LanguageModel model, GenerateTextOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _writer = model.Network as IGenerativeModel
            ?? throw new ArgumentException($"GenerateText needs a model that writes text, but {model.Network.GetType().Name} does not.", nameof(model));
        (_model, _options) = (model, options);
        SpecialTokens special = model.Tokenizer.SpecialTokens;
        SpecialTokens source = model.SourceTokenizer.SpecialTokens;

        // One token may have several offices: what ends a text must be written.
        int[] never = [.. ((int[])[special.UnknownId, special.PaddingId, special.ClassificationId, special.MaskId]).Where(id => id != special.SeparatorId)];
        SearchOptions search = options.ForbidSpecialTokens
            ? options.Search with { ForbiddenTokens = [.. options.Search.ForbiddenTokens.Union(never)] }
            : options.Search;
        _stop = options.StopTexts.Count > 0 ? new StopTexts(model.Tokenizer, options.StopTexts, special.SeparatorId) : null;
        _search = search.CreateSearch(special.SeparatorId, _stop is null ? [] : [_stop]);
        _session = options.EndsSource
            ? new DecoderSessionOptions { SpecialTokens = source }
            : new DecoderSessionOptions { SpecialTokens = source, TargetSegment = SegmentIds.Unilm(AttentionKind.LeftToRight).Target };
        int longest = model.Network.MaximumLength;
        _targetRoom = Math.Min(search.MaximumLength, _writer.SharesPositions ? longest - SmallestSource : longest);
        int sourceRoom = _writer.SharesPositions ? longest - _targetRoom : longest;
        _layout = new PrefixLmLayout(new PrefixLmOptions
        {
            SpecialTokens = source,
            MaximumLength = Math.Min(sourceRoom, options.MaximumSourceLength ?? sourceRoom) + _targetRoom,

            // The layout of running text has no [SEP] between what is given and what follows.
            Attention = options.EndsSource ? AttentionKind.SequenceToSequence : AttentionKind.LeftToRight,
        });
    }

    // [CLS], one token, [SEP].
    private const int SmallestSource = 3;

    /// <summary>Writes for texts; those of like length together.</summary>
    /// <param name="texts">The texts; none is empty.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>For each text up to <see cref="GenerateTextOptions.CandidateCount"/> different texts, the best first.</returns>
    /// <exception cref="ArgumentException">A text is empty.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<GeneratedText>[] Generate(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        PrefixSample[] sources = new PrefixSample[texts.Count];
        for (int i = 0; i < sources.Length; i++)
        {
            sources[i] = Source(texts[i]) ?? throw new ArgumentException($"GenerateText cannot write for text {i}: it is empty.", nameof(texts));
        }

        var results = new IReadOnlyList<GeneratedText>[texts.Count];
        foreach (int[] batch in Enumerable.Range(0, texts.Count).OrderBy(i => sources[i].Ids.Length).Chunk(_options.BatchSize))
        {
            ulong[] keys = [.. batch.Select(i => Key(sources[i].Ids))];
            Hypothesis[][] found = Search([.. batch.Select(i => sources[i])], keys, told: null, cancellationToken);
            for (int i = 0; i < batch.Length; i++)
            {
                results[batch[i]] = Distinct(found[i]);
            }
        }

        return results;
    }

    /// <summary>Writes for one text and gives the answer piece by piece while it is being written, as a chat shows it.</summary>
    /// <param name="text">The text; not empty.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>The pieces, which together are the text that <see cref="Generate"/> gives; who stops reading them stops the writing.</returns>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    /// <exception cref="InvalidOperationException">The search of the options compares several texts, of which none is settled before the end.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IAsyncEnumerable<string> StreamAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_options.Search is BeamSearchOptions || _options.Search.Count != 1)
        {
            throw new InvalidOperationException(
                $"GenerateText can stream what GreedySearchOptions or SamplingOptions with Count 1 find, but Search is {_options.Search.GetType().Name} with Count {_options.Search.Count}.");
        }

        return Pieces(Source(text) ?? throw new ArgumentException("GenerateText cannot write for the text: it is empty.", nameof(text)), cancellationToken);
    }

    private async IAsyncEnumerable<string> Pieces(PrefixSample source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<string> pieces = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task writing = Task.Run(() => Write(source, pieces.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (string piece in pieces.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return piece;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await writing.ConfigureAwait(false);
        }
    }

    private void Write(PrefixSample source, ChannelWriter<string> pieces, CancellationToken cancellationToken)
    {
        var text = new GrowingText(_model.Tokenizer, _stop, piece => pieces.TryWrite(piece));
        try
        {
            text.Finish(Search([source], [Key(source.Ids)], text.Add, cancellationToken)[0][0].Tokens);
            pieces.Complete();
        }
        catch (Exception e)
        {
            // Who reads the pieces meets it there.
            pieces.Complete(e);
        }
    }

    // null for a text without tokens.
    private PrefixSample? Source(string text)
    {
        TokenSequence tokens = _model.SourceTokenizer.Encode(text);
        return tokens.Length == 0 ? null : _layout.AssembleSource(tokens.Ids, _targetRoom);
    }

    // What is drawn for a source depends on the source alone: alone, in a batch or in another engine it gets the same text.
    private static ulong Key(int[] ids)
    {
        const ulong offset = 14695981039346656037;
        const ulong prime = 1099511628211;
        ulong hash = offset;
        foreach (int id in ids)
        {
            hash = unchecked((hash ^ (uint)id) * prime);
        }

        return hash;
    }

    private Hypothesis[][] Search(PrefixSample[] sources, ulong[] keys, Action<int>? told, CancellationToken cancellationToken)
    {
        using (_model.Enter())
        {
            using IDecoderSession session = _writer.Start(sources, _session);
            return _search.Run(told is null ? session : new ToldSession(session, told), keys, cancellationToken);
        }
    }

    // Different tokens can be the same text.
    private List<GeneratedText> Distinct(Hypothesis[] hypotheses)
    {
        List<GeneratedText> texts = [];
        foreach (Hypothesis hypothesis in hypotheses)
        {
            string text = _model.Tokenizer.Decode(hypothesis.Tokens);
            text = _stop?.Cut(text) ?? text;
            if (texts.Count < _options.CandidateCount && !texts.Any(t => t.Text == text))
            {
                texts.Add(new GeneratedText(text, hypothesis.Score));
            }
        }

        return texts;
    }
}
