using System;
using System.Buffers;
using System.Collections.Generic;

namespace Microsoft.ML.Tokenizers;

/// <summary>Turns text into tokens with ids, and ids into text.</summary>
public abstract class Tokenizer
{
    private const int FirstGuessOfCharsPerId = 8;

    protected Tokenizer()
    {
    }

    public virtual PreTokenizer? PreTokenizer => null;

    public virtual Normalizer? Normalizer => null;

    protected virtual EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        EncodeResults<EncodedToken> results = EncodeToTokens(text, textSpan, settings);
        int[] ids = new int[results.Tokens.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = results.Tokens[i].Id;
        }

        return new EncodeResults<int> { Tokens = ids, NormalizedText = results.NormalizedText, CharsConsumed = results.CharsConsumed };
    }

    public IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization)).Tokens;

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization)).Tokens;

    public IReadOnlyList<int> EncodeToIds(
        string text, int maxTokenCount, out string? normalizedText, out int charsConsumed,
        bool considerPreTokenization = true, bool considerNormalization = true) =>
        Unpack(
            EncodeToIds(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization, maxTokenCount)),
            out normalizedText,
            out charsConsumed);

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int charsConsumed,
        bool considerPreTokenization = true, bool considerNormalization = true) =>
        Unpack(
            EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization, maxTokenCount)),
            out normalizedText,
            out charsConsumed);

    protected abstract EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings);

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        string text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Unpack(EncodeToTokens(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization)), out normalizedText, out _);

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        ReadOnlySpan<char> text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Unpack(EncodeToTokens(null, text, Settings(considerPreTokenization, considerNormalization)), out normalizedText, out _);

    protected virtual int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToTokens(text, textSpan, settings).Tokens.Count;

    public int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization));

    public int CountTokens(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(null, text, Settings(considerPreTokenization, considerNormalization));

    /// <summary>Where to cut the (normalized) text so that its beginning, or its end, has at most the wanted number of tokens.</summary>
    protected virtual int GetIndexByTokenCount(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText, out int tokenCount)
    {
        int mostTokens = settings.MaxTokenCount;
        if (fromEnd)
        {
            settings.MaxTokenCount = int.MaxValue;
        }

        IReadOnlyList<EncodedToken> tokens = Unpack(EncodeToTokens(text, textSpan, settings), out normalizedText, out _);
        tokenCount = Math.Min(mostTokens, tokens.Count);
        return (fromEnd, tokenCount) switch
        {
            (false, > 0) => tokens[tokenCount - 1].Offset.End.Value,
            (false, _) => 0,
            (true, > 0) => tokens[^tokenCount].Offset.Start.Value,
            _ => normalizedText?.Length ?? textSpan.Length,
        };
    }

    public int GetIndexByTokenCount(
        string text, int maxTokenCount, out string? normalizedText, out int tokenCount,
        bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(
            text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization, maxTokenCount), fromEnd: false,
            out normalizedText, out tokenCount);

    public int GetIndexByTokenCount(
        ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int tokenCount,
        bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(
            null, text, Settings(considerPreTokenization, considerNormalization, maxTokenCount), fromEnd: false,
            out normalizedText, out tokenCount);

    public int GetIndexByTokenCountFromEnd(
        string text, int maxTokenCount, out string? normalizedText, out int tokenCount,
        bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(
            text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization, maxTokenCount), fromEnd: true,
            out normalizedText, out tokenCount);

    public int GetIndexByTokenCountFromEnd(
        ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int tokenCount,
        bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(
            null, text, Settings(considerPreTokenization, considerNormalization, maxTokenCount), fromEnd: true,
            out normalizedText, out tokenCount);

    public virtual string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int count = ids is ICollection<int> collection ? collection.Count : 0;
        for (int length = Math.Max(count * FirstGuessOfCharsPerId, 64); ; length = checked(length * 2))
        {
            char[] rented = ArrayPool<char>.Shared.Rent(length);
            OperationStatus status = Decode(ids, rented, out _, out int written);
            string text = status == OperationStatus.Done ? new string(rented, 0, written) : string.Empty;
            ArrayPool<char>.Shared.Return(rented);
            if (status == OperationStatus.Done)
            {
                return text;
            }

            if (status != OperationStatus.DestinationTooSmall)
            {
                throw new InvalidOperationException("The ids cannot be decoded: at least one of them is not in the vocabulary.");
            }
        }
    }

    public abstract OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten);

    /// <summary>Normalizes a text and takes it apart, each where wanted and set up; no pieces mean that the text is one.</summary>
    internal IEnumerable<(int Offset, int Length)>? Prepare(
        string? text,
        ReadOnlySpan<char> textSpan,
        bool considerPreTokenization,
        bool considerNormalization,
        out string? normalizedText,
        out ReadOnlySpan<char> prepared)
    {
        normalizedText = considerNormalization && Normalizer is { } normalizer
            ? normalizer.Normalize(text ?? textSpan.ToString())
            : null;
        string? whole = normalizedText ?? text;
        prepared = whole is null ? textSpan : whole;
        if (!considerPreTokenization || PreTokenizer is not { } preTokenizer)
        {
            return null;
        }

        return whole is null ? preTokenizer.PreTokenize(textSpan) : preTokenizer.PreTokenize(whole);
    }

    private static EncodeSettings Settings(
        bool considerPreTokenization, bool considerNormalization, int maxTokenCount = int.MaxValue) => new()
    {
        ConsiderPreTokenization = considerPreTokenization,
        ConsiderNormalization = considerNormalization,
        MaxTokenCount = maxTokenCount,
    };

    private static IReadOnlyList<T> Unpack<T>(EncodeResults<T> results, out string? normalizedText, out int charsConsumed)
    {
        normalizedText = results.NormalizedText;
        charsConsumed = results.CharsConsumed;
        return results.Tokens;
    }
}
