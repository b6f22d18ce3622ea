using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>Shows spaces as U+2581, puts one before the text, and, for models that have them, replaces characters by a table.</summary>
public sealed class SentencePieceNormalizer : Normalizer
{
    internal const char VisibleSpace = '\u2581';
    private const byte Space = (byte)' ';
    private static readonly byte[] VisibleSpaceBytes = [0xE2, 0x96, 0x81];

    private readonly uint[] _trie = [];
    private readonly byte[] _replacements = [];

    public SentencePieceNormalizer(
        bool removeExtraWhiteSpaces, bool addDummyPrefix, bool escapeWhiteSpaces, bool treatWhitespaceAsSuffix,
        IReadOnlyDictionary<string, int>? specialTokens)
    {
        (RemoveExtraWhiteSpaces, AddDummyPrefix) = (removeExtraWhiteSpaces, addDummyPrefix);
        (EscapeWhiteSpaces, TreatWhitespaceAsSuffix) = (escapeWhiteSpaces, treatWhitespaceAsSuffix);
        SpecialTokens = specialTokens;
    }

    internal SentencePieceNormalizer(SentencePieceModel model, IReadOnlyDictionary<string, int>? specialTokens)
        : this(model.RemoveExtraWhitespaces, model.AddDummyPrefix, model.EscapeWhitespaces, model.TreatWhitespaceAsSuffix, specialTokens)
    {
        if (model.CharacterMap.Length == 0)
        {
            return;
        }

        if (model.CharacterMap.Length <= sizeof(uint))
        {
            throw new ArgumentException("The table of characters is broken.");
        }

        uint size = BitConverter.ToUInt32(model.CharacterMap);
        if (size >= model.CharacterMap.Length)
        {
            throw new ArgumentException("The table of characters is shorter than it says.");
        }

        _trie = new uint[size / sizeof(uint)];
        Buffer.BlockCopy(model.CharacterMap, sizeof(uint), _trie, 0, _trie.Length * sizeof(uint));
        _replacements = model.CharacterMap[(sizeof(uint) + (int)size)..];
    }

    public bool RemoveExtraWhiteSpaces { get; }

    public bool AddDummyPrefix { get; }

    public bool EscapeWhiteSpaces { get; }

    public bool TreatWhitespaceAsSuffix { get; }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; }

    public override string Normalize(string original) => string.IsNullOrEmpty(original) ? "" : Normalize(original.AsSpan());

    /// <summary>Spaces alone, as models of byte pairs have it; the table is not used.</summary>
    public override string Normalize(ReadOnlySpan<char> original)
    {
        int start = 0;
        int end = original.Length;
        if (RemoveExtraWhiteSpaces)
        {
            ReadOnlySpan<char> trimmed = original.Trim(' ');
            if (trimmed.Length == 1)
            {
                // Not what one would want, but the original's answer.
                return "";
            }

            start = original.Length - original.TrimStart(' ').Length;
            end = start + trimmed.Length;
        }

        StringBuilder text = new(original.Length + 1);
        if (AddDummyPrefix && !TreatWhitespaceAsSuffix)
        {
            if (SpecialTokens is not null)
            {
                while (SpecialTokenAt(original[start..end]) is { } token)
                {
                    text.Append(token);
                    start += token.Length;
                }
            }

            if (SpecialTokens is null || start < end)
            {
                text.Append(Shown);
            }
        }

        while (start < end)
        {
            char unit = original[start++];
            text.Append(unit == ' ' ? Shown : unit);
            while (unit == ' ' && RemoveExtraWhiteSpaces && start < end && original[start] == ' ')
            {
                start++;
            }
        }

        if (AddDummyPrefix && TreatWhitespaceAsSuffix)
        {
            text.Append(Shown);
        }

        return text.ToString();
    }

    /// <summary>Characters by the table, then spaces.</summary>
    internal byte[] Normalize(ReadOnlySpan<byte> text)
    {
        List<byte> written = new(text.Length + VisibleSpaceBytes.Length);
        ReadOnlySpan<byte> shown = EscapeWhiteSpaces ? VisibleSpaceBytes : [Space];
        bool afterSpace = RemoveExtraWhiteSpaces;
        while (RemoveExtraWhiteSpaces && !text.IsEmpty && Replace(text, out int first) is [Space, ..] && first == 1)
        {
            text = text[first..];
        }

        if (text.IsEmpty)
        {
            return [];
        }

        if (AddDummyPrefix && !TreatWhitespaceAsSuffix)
        {
            written.AddRange(shown);
        }

        while (!text.IsEmpty)
        {
            ReadOnlySpan<byte> replacement = Replace(text, out int length);
            text = text[length..];
            replacement = afterSpace ? replacement.TrimStart(Space) : replacement;
            foreach (byte value in replacement)
            {
                written.AddRange(value == Space ? shown : [value]);
            }

            afterSpace = RemoveExtraWhiteSpaces && (replacement.IsEmpty ? afterSpace : replacement[^1] == Space);
        }

        while (RemoveExtraWhiteSpaces && written.Count >= shown.Length && written.ToArray().AsSpan().EndsWith(shown))
        {
            written.RemoveRange(written.Count - shown.Length, shown.Length);
        }

        if (AddDummyPrefix && TreatWhitespaceAsSuffix)
        {
            written.AddRange(shown);
        }

        return [.. written];
    }

    private char Shown => EscapeWhiteSpaces ? VisibleSpace : ' ';

    private string? SpecialTokenAt(ReadOnlySpan<char> text)
    {
        foreach (string token in SpecialTokens!.Keys)
        {
            if (text.StartsWith(token))
            {
                return token;
            }
        }

        return null;
    }

    /// <summary>What the table has for the longest beginning of the text, else its first character.</summary>
    private ReadOnlySpan<byte> Replace(ReadOnlySpan<byte> text, out int length)
    {
        if (LongestMatch(text) is (> 0 and int matched, int start))
        {
            length = matched;
            ReadOnlySpan<byte> rest = _replacements.AsSpan(start);
            int end = rest.IndexOf((byte)0);
            ReadOnlySpan<byte> found = end < 0 ? rest : rest[..end];

            // An empty replacement stands for the text itself: so the original reads it.
            return found.IsEmpty ? text[..length] : found;
        }

        return Rune.DecodeFromUtf8(text, out _, out length) == OperationStatus.Done ? text[..length] : "\uFFFD"u8[..((length = 1) + 2)];
    }

    /// <summary>The table is a double-array trie: see S. Yata, darts-clone.</summary>
    private (int Length, int Start) LongestMatch(ReadOnlySpan<byte> text)
    {
        if (_trie.Length == 0)
        {
            return default;
        }

        (int Length, int Start) longest = default;
        uint node = Offset(_trie[0]);
        for (int i = 0; i < text.Length; i++)
        {
            node ^= text[i];
            uint unit = _trie[node];
            if ((unit & 0x800000FF) != text[i])
            {
                break;
            }

            node ^= Offset(unit);
            if ((unit & 0x100) != 0)
            {
                longest = (i + 1, (int)(_trie[node] & 0x7FFFFFFF));
            }
        }

        return longest;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
