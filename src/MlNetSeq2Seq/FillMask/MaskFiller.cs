using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.FillMask;

/// <summary>Says what the masks of texts hide: tokens, one batch of like length, probabilities of the likeliest. Safe for several threads.</summary>
public sealed class MaskFiller
{
    private readonly LanguageModel _model;
    private readonly FillMaskOptions _options;
    private readonly IVocabularyTokenizer _tokenizer;

    /// <summary>Prepares a model to fill masks.</summary>
    /// <param name="model">The model; it must live as long as the filler.</param>
    /// <param name="options">How it fills them.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model cannot fill masks.</exception>
    public MaskFiller(LanguageModel model, FillMaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (model.Network is not IMaskedLanguageModel { FillsMasks: true })
        {
            throw new ArgumentException($"FillMask needs a model that reads from both sides and scores tokens, but {model.Network.GetType().Name} as it is configured does not.", nameof(model));
        }

        if (!model.Tokenizer.SpecialTokens.HasMask)
        {
            throw new ArgumentException($"FillMask needs a token that hides others, but the tokenizer of this model has none: {model.TokenizerOptions.GetType().Name} names '{model.TokenizerOptions.SpecialTokenNames.Mask}'.", nameof(model));
        }

        (_model, _options) = (model, options);

        // The one place where special tokens that are written out in a text are meant.
        _tokenizer = (model.TokenizerOptions with { KeepSpecialTokens = true }).Create(model.Tokenizer.Vocabulary);
    }

    /// <summary>Fills the masks of texts.</summary>
    /// <param name="texts">The texts; each has a mask.</param>
    /// <returns>One for each text, in their order.</returns>
    /// <exception cref="ArgumentException">A text has no mask, or is too long for the model.</exception>
    public IReadOnlyList<FilledText> Fill(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        TokenSequence[] tokens = [.. texts.Select(Encode)];
        FilledText[] filled = new FilledText[texts.Count];
        foreach (int[] batch in Enumerable.Range(0, texts.Count).OrderBy(i => tokens[i].Length).Chunk(_options.BatchSize))
        {
            var candidates = new Queue<IReadOnlyList<MaskCandidate>>(Candidates([.. batch.Select(i => Sample(tokens[i]))]));
            foreach (int i in batch)
            {
                TextSpan[] masks = [.. tokens[i].Offsets.Where((_, t) => tokens[i].Ids[t] == _tokenizer.SpecialTokens.MaskId)];
                filled[i] = new FilledText(texts[i], masks, [.. masks.Select(_ => candidates.Dequeue())]);
            }
        }

        return filled;
    }

    private TokenSequence Encode(string text, int number)
    {
        int specialTokens = _tokenizer.SpecialTokens.BeginsText ? 2 : 1;
        TokenSequence tokens = _tokenizer.Encode(text);
        int longest = _model.Network.MaximumLength - specialTokens;
        if (tokens.Length > longest)
        {
            throw new ArgumentException($"FillMask got {tokens.Length} tokens in text {number}, but the model takes {longest}.");
        }

        return tokens.Ids.Contains(_tokenizer.SpecialTokens.MaskId)
            ? tokens
            : throw new ArgumentException($"FillMask found no {_model.TokenizerOptions.SpecialTokenNames.Mask} in text {number}.");
    }

    // What is asked at a mask is unknown; any label marks the place.
    private MaskedSample Sample(TokenSequence tokens)
    {
        SpecialTokens special = _tokenizer.SpecialTokens;
        int[] ids = [.. special.BeginsText ? (int[])[special.ClassificationId] : [], .. tokens.Ids, special.SeparatorId];
        int[] segments = new int[ids.Length];
        Array.Fill(segments, _options.Segment);
        return new MaskedSample(ids, segments, [.. ids.Select(id => id == special.MaskId ? id : Labels.Ignore)]);
    }

    private IEnumerable<IReadOnlyList<MaskCandidate>> Candidates(MaskedSample[] samples)
    {
        int count = Math.Min(_options.TopK, _model.Network.VocabularySize);
        float[] probabilities;
        long[] ids;
        using (_model.Enter())
        {
            using var scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            Tensor logits = _model.Network.Logits(PaddedBatch.Of(samples, _tokenizer.SpecialTokens.PaddingId)).Tokens; // [masks, vocabulary]
            (Tensor values, Tensor indexes) = logits.softmax(-1).topk(count, -1); // [masks, count]
            probabilities = values.cpu().data<float>().ToArray();
            ids = indexes.cpu().data<long>().ToArray();
        }

        return probabilities.Zip(ids, (p, id) => new MaskCandidate((int)id, Show((int)id), p)).Chunk(count);
    }

    // A token of bytes says nothing to a reader; WordPiece's own form tells whether it continues a word.
    private string Show(int id) => _tokenizer is BertTextTokenizer ? _tokenizer.Vocabulary[id] : _tokenizer.Decode([id]);
}
