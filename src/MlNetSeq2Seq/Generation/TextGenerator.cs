using MlNetSeq2Seq.Decoding;
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
        _search = search.CreateSearch(special.SeparatorId);
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
            TokenSequence tokens = _model.SourceTokenizer.Encode(texts[i]);
            if (tokens.Length == 0)
            {
                throw new ArgumentException($"GenerateText cannot write for text {i}: it is empty.", nameof(texts));
            }

            sources[i] = _layout.AssembleSource(tokens.Ids, _targetRoom);
        }

        var results = new IReadOnlyList<GeneratedText>[texts.Count];
        foreach (int[] batch in Enumerable.Range(0, texts.Count).OrderBy(i => sources[i].Ids.Length).Chunk(_options.BatchSize))
        {
            ulong[] keys = [.. batch.Select(i => Key(sources[i].Ids))];
            Hypothesis[][] found = Search([.. batch.Select(i => sources[i])], keys, cancellationToken);
            for (int i = 0; i < batch.Length; i++)
            {
                results[batch[i]] = Distinct(found[i]);
            }
        }

        return results;
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

    private Hypothesis[][] Search(PrefixSample[] sources, ulong[] keys, CancellationToken cancellationToken)
    {
        lock (_model.Gate)
        {
            using IDecoderSession session = _writer.Start(sources, _session);
            return _search.Run(session, keys, cancellationToken);
        }
    }

    // Different tokens can be the same text.
    private List<GeneratedText> Distinct(Hypothesis[] hypotheses)
    {
        List<GeneratedText> texts = [];
        foreach (Hypothesis hypothesis in hypotheses)
        {
            string text = _model.Tokenizer.Decode(hypothesis.Tokens);
            if (texts.Count < _options.CandidateCount && !texts.Any(t => t.Text == text))
            {
                texts.Add(new GeneratedText(text, hypothesis.Score));
            }
        }

        return texts;
    }
}
