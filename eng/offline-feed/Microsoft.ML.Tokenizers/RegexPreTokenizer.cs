using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>Pieces are what a pattern matches; special tokens are pieces of their own wherever they occur.</summary>
public sealed class RegexPreTokenizer : PreTokenizer
{
    private readonly Regex _regex;
    private readonly Regex? _specialTokens;

    public RegexPreTokenizer(Regex regex, IReadOnlyDictionary<string, int>? specialTokens)
    {
        ArgumentNullException.ThrowIfNull(regex);
        _regex = regex;
        if (specialTokens is { Count: > 0 })
        {
            _specialTokens = new Regex(string.Join('|', specialTokens.Keys.Select(Regex.Escape)), RegexOptions.Compiled);
        }
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) => PreTokenize(text.AsSpan());

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text)
    {
        List<(int Offset, int Length)> pieces = [];
        int start = 0;
        while (_specialTokens is not null && TryMatch(_specialTokens, text, start, text.Length, out (int Offset, int Length) special))
        {
            AddMatches(text, start, special.Offset, pieces);
            pieces.Add(special);
            start = special.Offset + special.Length;
        }

        AddMatches(text, start, text.Length, pieces);
        return pieces;
    }

    private void AddMatches(ReadOnlySpan<char> text, int start, int end, List<(int Offset, int Length)> pieces)
    {
        while (TryMatch(_regex, text, start, end, out (int Offset, int Length) match))
        {
            pieces.Add(match);
            start = match.Offset + match.Length;
        }
    }

    /// <summary>The first match that is not empty, sought as if the text began at the start: so the original does.</summary>
    private static bool TryMatch(Regex regex, ReadOnlySpan<char> text, int start, int end, out (int Offset, int Length) match)
    {
        foreach (ValueMatch found in regex.EnumerateMatches(text[start..end]))
        {
            if (found.Length > 0)
            {
                match = (start + found.Index, found.Length);
                return true;
            }
        }

        match = default;
        return false;
    }
}
