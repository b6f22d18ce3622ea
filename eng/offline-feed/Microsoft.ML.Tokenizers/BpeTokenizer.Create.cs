using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Microsoft.ML.Tokenizers;

public sealed partial class BpeTokenizer
{
    public static BpeTokenizer Create(BpeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new BpeTokenizer(options);
    }

    public static BpeTokenizer Create(string vocabFile, string? mergesFile)
    {
        ArgumentNullException.ThrowIfNull(vocabFile);
        using FileStream vocabulary = File.OpenRead(vocabFile);
        using FileStream? merges = mergesFile is null ? null : File.OpenRead(mergesFile);
        return Create(vocabulary, merges);
    }

    public static BpeTokenizer Create(Stream vocabStream, Stream? mergesStream)
    {
        ArgumentNullException.ThrowIfNull(vocabStream);
        return new BpeTokenizer(new BpeOptions(JsonSerializer.Deserialize<Dictionary<string, int>>(vocabStream) ?? [])
        {
            Merges = mergesStream is null ? null : MergesFile.Read(mergesStream),
        });
    }
}
