using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A number of streams.</summary>
public interface IMultiStreamSource
{
    int Count { get; }

    string GetPathOrNull(int index);

    Stream Open(int index);

    TextReader OpenTextReader(int index);
}

/// <summary>Files, by their paths; a path with <c>*</c> or <c>?</c> in its last part stands for all files that match it.</summary>
public sealed class MultiFileSource : IMultiStreamSource
{
    private readonly string[] _paths;

    public MultiFileSource(params string[] paths)
    {
        string[] given = paths is null or [null] ? Array.Empty<string>() : paths;
        string[] found = given.SelectMany(Expand).ToArray();

        // A path to nothing is kept: that it is missing is told when it is opened.
        _paths = found.Length > 0 ? found : given;
    }

    public int Count => _paths.Length;

    public string GetPathOrNull(int index)
    {
        Contracts.CheckParam(index >= 0 && index < Count, nameof(index));
        return _paths[index];
    }

    public Stream Open(int index)
    {
        string path = GetPathOrNull(index);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e)
        {
            throw Contracts.Mark(new IOException($"Could not open file '{path}'. Error is: {e.Message}", e));
        }
    }

    public TextReader OpenTextReader(int index) => new StreamReader(Open(index));

    internal static IEnumerable<string> Expand(string path)
    {
        if (path is null || path.IndexOfAny(['*', '?']) < 0)
        {
            return File.Exists(path) ? new[] { path } : Array.Empty<string>();
        }

        string folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, Path.GetFileName(path)).Order(StringComparer.Ordinal)
            : Array.Empty<string>();
    }
}
