using System;
using System.Collections.Generic;
using System.IO;

namespace Microsoft.ML.Tokenizers;

/// <summary>The file form of merges: a pair of tokens a line, after a line of the version.</summary>
internal static class MergesFile
{
    internal static List<string> Read(Stream stream)
    {
        using StreamReader reader = new(stream, leaveOpen: true);
        List<string> merges = [];
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal))
            {
                Split(line, $" at line {number}");
                merges.Add(line);
            }
        }

        return merges;
    }

    /// <summary>The two tokens of a merge.</summary>
    internal static (string Left, string Right) Split(string merge, string where = "") => merge.Split(' ') switch
    {
        [var left, { Length: > 0 } right] => (left, right),
        _ => throw new InvalidOperationException($"The merges are two tokens with a space between them, but '{merge}'{where} is not."),
    };
}
