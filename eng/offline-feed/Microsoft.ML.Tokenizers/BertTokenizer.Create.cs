using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Microsoft.ML.Tokenizers;

public sealed partial class BertTokenizer
{
    /// <summary>Reads a vocabulary of one token a line.</summary>
    public static BertTokenizer Create(string vocabFilePath, BertOptions? options = null)
    {
        using FileStream stream = Vocabulary.Open(vocabFilePath);
        return Create(stream, options);
    }

    public static BertTokenizer Create(Stream vocabStream, BertOptions? options = null) => Create(Vocabulary.Load(vocabStream), options);

    public static async Task<BertTokenizer> CreateAsync(
        string vocabFilePath, BertOptions? options = null, CancellationToken cancellationToken = default)
    {
        using FileStream stream = Vocabulary.Open(vocabFilePath);
        return await CreateAsync(stream, options, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<BertTokenizer> CreateAsync(
        Stream vocabStream, BertOptions? options = null, CancellationToken cancellationToken = default) =>
        Create(await Vocabulary.LoadAsync(vocabStream, cancellationToken).ConfigureAwait(false), options);

    // As the original, fills in the options that were left open, in the object of the caller.
    private static BertTokenizer Create(Vocabulary vocabulary, BertOptions? options)
    {
        options ??= new BertOptions();
        options.Normalizer ??= options.ApplyBasicTokenization
            ? new BertNormalizer(options.LowerCaseBeforeTokenization, options.IndividuallyTokenizeCjk, options.RemoveNonSpacingMarks)
            : null;

        IReadOnlyDictionary<string, int>? splitAt = null;
        if (options.SplitOnSpecialTokens)
        {
            options.SpecialTokens ??= UsualSpecialTokens(vocabulary, options);
            splitAt = options.ApplyBasicTokenization && options.LowerCaseBeforeTokenization
                ? AddSmallSpellings(vocabulary, options.SpecialTokens)
                : options.SpecialTokens;
        }

        options.PreTokenizer ??= options.ApplyBasicTokenization
            ? PreTokenizer.CreateWordOrPunctuation(splitAt)
            : PreTokenizer.CreateWhiteSpace();
        return new BertTokenizer(vocabulary, options);
    }

    private static Dictionary<string, int> UsualSpecialTokens(Vocabulary vocabulary, BertOptions options)
    {
        Dictionary<string, int> ids = [];
        foreach (string token in (string[])[
            options.UnknownToken, options.SeparatorToken, options.PaddingToken, options.ClassificationToken, options.MaskingToken])
        {
            ids[token ?? string.Empty] = vocabulary.TryGetId(token, out int id)
                ? id
                : throw new ArgumentException($"The special token '{token}' is not in the vocabulary.");
        }

        return ids;
    }

    /// <summary>Special tokens are sought after the text was made small, so their small spellings lead to their ids too.</summary>
    private static Dictionary<string, int> AddSmallSpellings(Vocabulary vocabulary, IReadOnlyDictionary<string, int> specialTokens)
    {
        Dictionary<string, int> small = [];
        foreach ((string token, int id) in specialTokens)
        {
            bool present = vocabulary.TryGetId(token, out int found);
            if (!present || found != id)
            {
                string other = present ? $"the id {found}" : "none";
                throw new ArgumentException($"The special token '{token}' has the id {id} in the options and {other} in the vocabulary.");
            }

            string spelling = token.ToLowerInvariant();
            vocabulary.AddSpelling(spelling, id);
            small[spelling] = id;
        }

        return small;
    }
}
