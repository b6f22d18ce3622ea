using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Microsoft.ML.Tokenizers;

/// <summary>The tokens of a vocabulary file: line n holds the token with id n; empty lines keep their number.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string?> _tokens = [];

    private Vocabulary() => _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Lines end at CR, LF or both, as in the original; other line separators of Unicode are characters of tokens.</summary>
    public static Vocabulary Load(Stream vocabStream)
    {
        ArgumentNullException.ThrowIfNull(vocabStream);
        Vocabulary vocabulary = new();
        StreamReader reader = new(vocabStream);
        while (reader.ReadLine() is { } line)
        {
            vocabulary.Add(line);
        }

        return vocabulary;
    }

    public static async Task<Vocabulary> LoadAsync(Stream vocabStream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vocabStream);
        Vocabulary vocabulary = new();
        StreamReader reader = new(vocabStream);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            vocabulary.Add(line);
        }

        return vocabulary;
    }

    public static FileStream Open(string vocabFilePath) =>
        string.IsNullOrEmpty(vocabFilePath) ? throw new ArgumentNullException(nameof(vocabFilePath)) : File.OpenRead(vocabFilePath);

    public bool TryGetId(ReadOnlySpan<char> token, out int id) => _lookup.TryGetValue(token, out id);

    public bool TryGetId([NotNullWhen(true)] string? token, out int id)
    {
        id = 0;
        return token is not null && _ids.TryGetValue(token, out id);
    }

    /// <summary>The token of an id; null where the vocabulary has none.</summary>
    public string? Token(int id) => (uint)id < (uint)_tokens.Count ? _tokens[id] : null;

    /// <summary>Lets one more spelling lead to an id, which keeps its token.</summary>
    public void AddSpelling(string token, int id) => _ids[token] = id;

    private void Add(string line)
    {
        if (line.Length > 0 && !_ids.TryAdd(line, _tokens.Count))
        {
            throw new ArgumentException(
                $"The vocabulary has the token '{line}' in line {_ids[line] + 1} and again in line {_tokens.Count + 1}; each wants one.");
        }

        _tokens.Add(line.Length > 0 ? line : null);
    }
}
