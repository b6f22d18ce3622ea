using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// BERT's cleaning, with the origin of each character: control characters go, white space becomes a space, ideographs stand alone,
/// letters are made small and lose their marks (google-research/bert, tokenization.py, BasicTokenizer).
/// </summary>
/// <remarks>
/// Used in place of the package's own normaliser, which joins words at a tab and keeps format characters.
/// </remarks>
internal sealed class BertTextNormalizer : Normalizer
{
    private const char CapitalSigma = '\u03A3';
    private const char FinalSigma = '\u03C2';

    // Each takes milliseconds to make, and there are four of them.
    private static readonly ConcurrentDictionary<(bool LowerCase, BertCleaning Cleaning), CharacterClass[]> s_tables = new();

    private readonly bool _lowerCase;
    private readonly BertCleaning _cleaning;
    private readonly SearchValues<string>? _special;
    private readonly string[] _specialTokens;
    private readonly CharacterClass[] _classes;

    /// <summary>Makes a normaliser.</summary>
    /// <param name="lowerCase">Whether letters are made small and lose their marks.</param>
    /// <param name="cleaning">Whose cleaning is followed.</param>
    /// <param name="specialTokens">Tokens that stay as they are written.</param>
    internal BertTextNormalizer(bool lowerCase, BertCleaning cleaning, IEnumerable<string> specialTokens)
    {
        _lowerCase = lowerCase;
        _cleaning = cleaning;
        _specialTokens = [.. specialTokens];
        _special = _specialTokens.Length > 0 ? SearchValues.Create(_specialTokens, StringComparison.Ordinal) : null;
        _classes = s_tables.GetOrAdd((lowerCase, cleaning), _ => [.. Units().Select(Classify)]);
    }

    private enum CharacterClass : byte
    {
        Other,
        Plain,
        Ideograph,
        Space,
        Removed,
    }

    /// <inheritdoc/>
    public override string Normalize(string original) => Align(original).Text;

    /// <inheritdoc/>
    public override string Normalize(ReadOnlySpan<char> original) => Align(original).Text;

    /// <summary>Whether a UTF-16 unit is a word by itself, and stays as it is, whatever stands around it: an ideograph or a punctuation mark.</summary>
    internal bool IsWordByItself(char unit) => _classes[unit] == CharacterClass.Ideograph
        || (_classes[unit] == CharacterClass.Plain && BertCharacters.IsPunctuation(new Rune(unit)));

    /// <summary>Whether a UTF-16 unit parts words and is in none.</summary>
    internal bool IsSpace(char unit) => _classes[unit] == CharacterClass.Space;

    /// <summary>Normalises a text and keeps where each character comes from.</summary>
    internal AlignedText Align(ReadOnlySpan<char> text)
    {
        AlignedTextBuilder builder = new((text.Length * 2) + 2);
        int done = 0;
        while (done < text.Length)
        {
            int special = _special is null ? -1 : text[done..].IndexOfAny(_special);
            int end = special < 0 ? text.Length : done + special;
            Clean(text, done, end, builder);
            done = end;
            if (special >= 0)
            {
                done = KeepSpecial(text, end, builder);
            }
        }

        return builder.ToAlignedText();
    }

    private int KeepSpecial(ReadOnlySpan<char> text, int start, AlignedTextBuilder builder)
    {
        foreach (string token in _specialTokens)
        {
            if (text[start..].StartsWith(token, StringComparison.Ordinal))
            {
                int end = start + token.Length;
                builder.Add(' ', start, end);
                for (int i = 0; i < token.Length; i++)
                {
                    builder.Add(token[i], start + i, start + i + 1);
                }

                builder.Add(' ', start, end);
                return end;
            }
        }

        throw new InvalidOperationException("A special token was found and is none.");
    }

    private void Clean(ReadOnlySpan<char> text, int start, int end, AlignedTextBuilder builder)
    {
        for (int i = start; i < end;)
        {
            char unit = text[i];
            switch (_classes[unit])
            {
                case CharacterClass.Plain:
                    builder.Add(unit, i, i + 1);
                    i++;
                    break;
                case CharacterClass.Ideograph:
                    builder.Add(' ', i, i + 1);
                    builder.Add(unit, i, i + 1);
                    builder.Add(' ', i, i + 1);
                    i++;
                    break;
                case CharacterClass.Space:
                    builder.Add(' ', i, i + 1);
                    i++;
                    break;
                case CharacterClass.Removed:
                    i++;
                    break;
                default:
                    i += AddOther(text, i, builder);
                    break;
            }
        }
    }

    private int AddOther(ReadOnlySpan<char> text, int at, AlignedTextBuilder builder)
    {
        if (Rune.DecodeFromUtf16(text[at..], out Rune rune, out int length) != OperationStatus.Done)
        {
            if (_cleaning == BertCleaning.Google)
            {
                // Half of a character: kept as it is, and unknown to every vocabulary.
                builder.Add(text[at], at, at + 1);
            }

            return 1;
        }

        int end = at + length;
        if (IsRemoved(rune))
        {
            return length;
        }

        bool isIdeograph = BertCharacters.IsIdeograph(rune.Value);
        if (isIdeograph)
        {
            builder.Add(' ', at, end);
        }

        if (!_lowerCase)
        {
            builder.Add(rune, at, end);
        }
        else if (rune.Value == CapitalSigma && _cleaning == BertCleaning.Google && IsLastOfWord(text, at))
        {
            builder.Add(FinalSigma, at, end);
        }
        else
        {
            Rune lower = BertCharacters.ToLower(rune);
            if (CanonicalBases.Has(lower))
            {
                builder.Add(CanonicalBases.Of(lower), at, end);
            }
            else
            {
                builder.Add(lower, at, end);
            }
        }

        if (isIdeograph)
        {
            builder.Add(' ', at, end);
        }

        return length;
    }

    // Unicode Standard, section 3.13, Final_Sigma: a letter with case before it and none after it, marks and the like skipped.
    private static bool IsLastOfWord(ReadOnlySpan<char> text, int at)
    {
        bool before = false;
        for (int i = at; Rune.DecodeLastFromUtf16(text[..i], out Rune rune, out int length) == OperationStatus.Done; i -= length)
        {
            if (!IsCaseIgnorable(rune))
            {
                before = IsCased(rune);
                break;
            }
        }

        for (int i = at + 1; Rune.DecodeFromUtf16(text[i..], out Rune rune, out int length) == OperationStatus.Done; i += length)
        {
            if (!IsCaseIgnorable(rune))
            {
                return before && !IsCased(rune);
            }
        }

        return before;
    }

    private static bool IsCased(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsCaseIgnorable(Rune rune) =>
        rune.Value is '\'' or '.' or ':' or '^' or '`' or '\u00B7' or '\u2018' or '\u2019' or '\u2024' or '\u2027'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;

    private bool IsRemoved(Rune rune) => rune.Value is 0 or 0xFFFD || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format => true,
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => _cleaning == BertCleaning.HuggingFace,
        UnicodeCategory.NonSpacingMark => _lowerCase,
        _ => false,
    };

    private static IEnumerable<char> Units() => Enumerable.Range(0, char.MaxValue + 1).Select(unit => (char)unit);

    private CharacterClass Classify(char unit)
    {
        if (!Rune.TryCreate(unit, out Rune rune))
        {
            return CharacterClass.Other;
        }

        if (BertCharacters.IsSpace(rune))
        {
            return CharacterClass.Space;
        }

        if (IsRemoved(rune))
        {
            return CharacterClass.Removed;
        }

        bool changes = _lowerCase && (BertCharacters.ToLower(rune) != rune || CanonicalBases.Has(rune));
        return changes ? CharacterClass.Other
            : BertCharacters.IsIdeograph(unit) ? CharacterClass.Ideograph
            : CharacterClass.Plain;
    }
}
