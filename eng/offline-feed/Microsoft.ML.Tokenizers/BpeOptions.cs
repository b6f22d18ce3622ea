using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Microsoft.ML.Tokenizers;

public sealed class BpeOptions
{
    public BpeOptions(IEnumerable<KeyValuePair<string, int>> vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        Vocabulary = vocabulary;
    }

    public BpeOptions(string vocabFile, string? mergesFile = null)
    {
        ArgumentNullException.ThrowIfNull(vocabFile);
        using Stream vocabulary = Open(vocabFile, "vocabulary");
        Vocabulary = JsonSerializer.Deserialize<Dictionary<string, int>>(vocabulary)
            ?? throw new InvalidOperationException($"The vocabulary file '{vocabFile}' holds no vocabulary.");
        if (mergesFile is not null)
        {
            using Stream merges = Open(mergesFile, "merges");
            Merges = MergesFile.Read(merges);
        }
    }

    public IEnumerable<KeyValuePair<string, int>> Vocabulary { get; }

    /// <summary>Pairs of tokens with a space between them, what is joined first first.</summary>
    public IEnumerable<string>? Merges { get; set; }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; set; }

    public Normalizer? Normalizer { get; set; }

    public PreTokenizer? PreTokenizer { get; set; }

    public string? UnknownToken { get; set; }

    /// <summary>Whether unknown characters in a row are one token.</summary>
    public bool FuseUnknownTokens { get; set; }

    public string? ContinuingSubwordPrefix { get; set; }

    public string? EndOfWordSuffix { get; set; }

    /// <summary>Whether tokens are of bytes, each written as a visible character, and not of characters.</summary>
    public bool ByteLevel { get; set; }

    public string? BeginningOfSentenceToken { get; set; }

    public string? EndOfSentenceToken { get; set; }

    private static FileStream Open(string path, string what) =>
        File.Exists(path) ? File.OpenRead(path) : throw new ArgumentException($"There is no {what} file '{path}'.");
}
