using System;
using System.Collections.Generic;

namespace Microsoft.ML.Tokenizers;

/// <summary>WordPiece with the cleaning of BERT before it and BERT's special tokens around it.</summary>
public sealed partial class BertTokenizer : WordPieceTokenizer
{
    private BertTokenizer(Vocabulary vocabulary, BertOptions options) : base(vocabulary, options)
    {
        LowerCaseBeforeTokenization = options.LowerCaseBeforeTokenization;
        ApplyBasicTokenization = options.ApplyBasicTokenization;
        SplitOnSpecialTokens = options.SplitOnSpecialTokens;
        IndividuallyTokenizeCjk = options.IndividuallyTokenizeCjk;
        RemoveNonSpacingMarks = options.RemoveNonSpacingMarks;
        SeparatorToken = options.SeparatorToken;
        SeparatorTokenId = IdOf(SeparatorToken);
        PaddingToken = options.PaddingToken;
        PaddingTokenId = IdOf(PaddingToken);
        ClassificationToken = options.ClassificationToken;
        ClassificationTokenId = IdOf(ClassificationToken);
        MaskingToken = options.MaskingToken;
        MaskingTokenId = IdOf(MaskingToken);

        int IdOf(string token)
        {
            ArgumentNullException.ThrowIfNull(token);
            return vocabulary.TryGetId(token, out int id)
                ? id
                : throw new KeyNotFoundException($"The special token '{token}' is not in the vocabulary.");
        }
    }

    public bool LowerCaseBeforeTokenization { get; }

    public bool ApplyBasicTokenization { get; }

    public bool SplitOnSpecialTokens { get; }

    public bool IndividuallyTokenizeCjk { get; }

    public bool RemoveNonSpacingMarks { get; }

    public string SeparatorToken { get; }

    public int SeparatorTokenId { get; }

    public string PaddingToken { get; }

    public int PaddingTokenId { get; }

    public string ClassificationToken { get; }

    public int ClassificationTokenId { get; }

    public string MaskingToken { get; }

    public int MaskingTokenId { get; }

    /// <summary>The ids of a text, between [CLS] and [SEP].</summary>
    public new IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, addSpecialTokens: true, considerPreTokenization, considerNormalization);

    public new IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, addSpecialTokens: true, considerPreTokenization, considerNormalization);

    public IReadOnlyList<int> EncodeToIds(
        string text, bool addSpecialTokens, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Surround(base.EncodeToIds(text, considerPreTokenization, considerNormalization), addSpecialTokens);

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text, bool addSpecialTokens, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Surround(base.EncodeToIds(text, considerPreTokenization, considerNormalization), addSpecialTokens);

    public new IReadOnlyList<int> EncodeToIds(
        string text, int maxTokenCount, out string? normalizedText, out int charsConsumed,
        bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(
            text, maxTokenCount, addSpecialTokens: true,
            out normalizedText, out charsConsumed, considerPreTokenization, considerNormalization);

    public new IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int charsConsumed,
        bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(
            text, maxTokenCount, addSpecialTokens: true,
            out normalizedText, out charsConsumed, considerPreTokenization, considerNormalization);

    /// <summary>At most so many ids, special tokens included; none where there is not even room for these.</summary>
    public IReadOnlyList<int> EncodeToIds(
        string text,
        int maxTokenCount,
        bool addSpecialTokens,
        out string? normalizedText,
        out int charsConsumed,
        bool considerPreTokenization = true,
        bool considerNormalization = true)
    {
        if (LacksRoom(maxTokenCount, addSpecialTokens, out normalizedText, out charsConsumed))
        {
            return [];
        }

        int room = addSpecialTokens ? maxTokenCount - 2 : maxTokenCount;
        return Surround(
            base.EncodeToIds(text, room, out normalizedText, out charsConsumed, considerPreTokenization, considerNormalization),
            addSpecialTokens);
    }

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text,
        int maxTokenCount,
        bool addSpecialTokens,
        out string? normalizedText,
        out int charsConsumed,
        bool considerPreTokenization = true,
        bool considerNormalization = true)
    {
        if (LacksRoom(maxTokenCount, addSpecialTokens, out normalizedText, out charsConsumed))
        {
            return [];
        }

        int room = addSpecialTokens ? maxTokenCount - 2 : maxTokenCount;
        return Surround(
            base.EncodeToIds(text, room, out normalizedText, out charsConsumed, considerPreTokenization, considerNormalization),
            addSpecialTokens);
    }

    private static bool LacksRoom(int maxTokenCount, bool addSpecialTokens, out string? normalizedText, out int charsConsumed)
    {
        normalizedText = null;
        charsConsumed = 0;
        return addSpecialTokens && maxTokenCount < 2;
    }

    private IReadOnlyList<int> Surround(IReadOnlyList<int> ids, bool addSpecialTokens) =>
        addSpecialTokens ? BuildInputsWithSpecialTokens(ids) : ids;
}
