using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Corpora;

/// <summary>
/// Documents as tokens in files that are mapped into memory: opens at once whatever its size, and reads any document without those
/// before it. Safe for several threads at once.
/// </summary>
public sealed class TokenDataset : IDisposable
{
    /// <summary>The extension of the files.</summary>
    public const string Extension = ".tokens";

    private readonly TokenDatasetFile[] _files;
    private readonly long[] _ends;

    private TokenDataset(TokenDatasetFile[] files)
    {
        _files = files;
        _ends = new long[files.Length];
        for (int i = 0; i < files.Length; i++)
        {
            _ends[i] = (i == 0 ? 0 : _ends[i - 1]) + files[i].Header.Documents;
        }
    }

    /// <summary>Number of documents.</summary>
    public long DocumentCount => _ends[^1];

    /// <summary>Number of sentences.</summary>
    public long SentenceCount => _files.Sum(file => file.Header.Sentences);

    /// <summary>Number of tokens.</summary>
    public long TokenCount => _files.Sum(file => file.Header.Tokens);

    /// <summary>Entries of the vocabulary that the ids are of.</summary>
    public int VocabularySize => _files[0].Header.VocabularySize;

    /// <summary>Opens a dataset.</summary>
    /// <param name="path">A file of it that stands for all, or the folder of its shards.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder, or no dataset in it.</exception>
    /// <exception cref="InvalidDataException">A file is no token dataset, cut off or damaged, or the shards are not all there or not of one dataset.</exception>
    public static TokenDataset Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (File.Exists(path))
        {
            return Open([path], isFolder: false);
        }

        string[] paths = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*" + Extension).Order(StringComparer.Ordinal)] : [];
        return paths.Length > 0
            ? Open(paths, isFolder: true)
            : throw new FileNotFoundException($"There is no token dataset at '{path}'; PrepareCorpus makes them.", path);
    }

    /// <summary>Whether the ids are those of a vocabulary.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    public bool IsOf(Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return _files[0].Header.Vocabulary.AsSpan().SequenceEqual(TokenDatasetWriter.FingerprintOf(vocabulary));
    }

    /// <summary>Reads a document.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such document.</exception>
    /// <exception cref="InvalidDataException">The file is damaged there.</exception>
    public TokenDocument Read(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, DocumentCount);
        int file = 0;
        while (index >= _ends[file])
        {
            file++;
        }

        return _files[file].Read(index - (file == 0 ? 0 : _ends[file - 1]));
    }

    /// <summary>Lets the files go.</summary>
    public void Dispose()
    {
        foreach (TokenDatasetFile file in _files)
        {
            file.Dispose();
        }
    }

    private static TokenDataset Open(string[] paths, bool isFolder)
    {
        List<TokenDatasetFile> files = [];
        try
        {
            foreach (string path in paths)
            {
                files.Add(TokenDatasetFile.Open(path));
            }

            TokenDatasetFile[] shards = [.. files.OrderBy(file => file.Header.Shard)];
            if (isFolder)
            {
                Check(shards);
            }

            return new TokenDataset(shards);
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    private static void Check(TokenDatasetFile[] shards)
    {
        TokenDatasetHeader first = shards[0].Header;
        foreach (TokenDatasetFile shard in shards)
        {
            if (shard.Header.Shards != first.Shards || !shard.Header.Vocabulary.AsSpan().SequenceEqual(first.Vocabulary)
                || !shard.Header.Origin.AsSpan().SequenceEqual(first.Origin))
            {
                throw new InvalidDataException($"'{shard.Path}' and '{shards[0].Path}' are of different datasets: they were made of other texts, with another vocabulary or other options.");
            }
        }

        int missing = Enumerable.Range(0, first.Shards).FirstOrDefault(number => shards.All(shard => shard.Header.Shard != number), -1);
        if (missing >= 0 || shards.Length != first.Shards)
        {
            throw new InvalidDataException(missing >= 0
                ? $"The dataset of '{shards[0].Path}' lacks shard {missing} of {first.Shards}; PrepareCorpus makes what is missing."
                : $"The dataset of '{shards[0].Path}' has {shards.Length} files for {first.Shards} shards.");
        }
    }
}
