using System.Text;

namespace MlNetSeq2Seq.Corpora;

/// <summary>
/// Reads documents of several lines each from text files, with a separating line between them, as CLUECorpusSmall has them
/// (HJHGJGHHG/GAU-PyTorch, trans_to_json.py); streaming.
/// </summary>
/// <remarks>Differs from the source: text is UTF-8 everywhere, and folders give their .txt files alone, not whatever lies there.</remarks>
public sealed class PlainTextDocuments
{
    private readonly PlainTextOptions _options;
    private readonly CorpusFiles _files;

    /// <summary>Finds the files.</summary>
    /// <param name="options">Files and what parts documents.</param>
    /// <exception cref="FileNotFoundException">A file or folder is not there, or there is no file to read.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PlainTextDocuments(PlainTextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MinimumLength, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumLineBytes, nameof(options));
        _options = options;
        _files = new CorpusFiles(options.Inputs, options.MaximumLineBytes, ".txt");
    }

    /// <summary>Bytes of all files.</summary>
    public long Length => _files.Length;

    /// <summary>Reads the documents one after the other, with a U+000A after each line.</summary>
    /// <param name="problems">Told of each line that is skipped; null for nobody.</param>
    /// <param name="progress">Told of the bytes read so far; null for nobody.</param>
    /// <exception cref="InvalidDataException">A line cannot be read, and the options do not skip such; the message has file and number.</exception>
    public IEnumerable<string> Read(IProgress<CorpusProblem>? problems = null, IProgress<long>? progress = null)
    {
        StringBuilder document = new();
        string? path = null;
        long done = 0;
        foreach (CorpusBlock block in _files.Read(0, _files.Length))
        {
            if (path is not null && path != block.Path && Take(document) is { } last)
            {
                yield return last;
            }

            path = block.Path;
            List<string> finished = [];
            using (block)
            {
                Gather(block, document, finished, problems);
            }

            foreach (string text in finished)
            {
                yield return text;
            }

            progress?.Report(done += block.Size);
        }

        if (Take(document) is { } rest)
        {
            yield return rest;
        }
    }

    private void Gather(CorpusBlock block, StringBuilder document, List<string> finished, IProgress<CorpusProblem>? problems)
    {
        long number = block.FirstLine;
        if (block.IsTooLong)
        {
            Report(block, number, $"has more than {_options.MaximumLineBytes} bytes.", problems);
        }

        for (ReadOnlySpan<byte> rest = block.Bytes; !rest.IsEmpty; number++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> bytes = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            CorpusLine line = bytes.Length > _options.MaximumLineBytes
                ? new CorpusLine("", $"has more than {_options.MaximumLineBytes} bytes.")
                : CorpusLine.OfText(bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes);
            if (line.Problem is { } wrong)
            {
                Report(block, number, wrong, problems);
            }
            else if (!line.Text.AsSpan().Trim().SequenceEqual(_options.Separator))
            {
                document.Append(line.Text).Append('\n');
            }
            else if (Take(document) is { } text)
            {
                finished.Add(text);
            }
        }
    }

    private void Report(CorpusBlock block, long number, string reason, IProgress<CorpusProblem>? problems)
    {
        CorpusProblem problem = new(block.Path, CorpusFiles.LineNumber(block, number), reason);
        if (!_options.SkipBadLines)
        {
            throw new InvalidDataException(problem.ToString());
        }

        problems?.Report(problem);
    }

    // The document that was gathered, where it is long enough; the next begins empty.
    private string? Take(StringBuilder document)
    {
        string text = document.ToString();
        document.Clear();
        return text.EnumerateRunes().Count() > _options.MinimumLength ? text : null;
    }
}
