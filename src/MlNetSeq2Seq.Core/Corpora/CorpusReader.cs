namespace MlNetSeq2Seq.Corpora;

/// <summary>Reads the documents of a corpus of any size, in memory that does not grow with it.</summary>
public sealed class CorpusReader
{
    private readonly CorpusOptions _options;

    /// <summary>Finds the files of a corpus.</summary>
    /// <param name="options">Files and form.</param>
    /// <exception cref="FileNotFoundException">A file or folder is not there, or there is no file to read.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CorpusReader(CorpusOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.JsonKey);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumLineBytes, nameof(options));
        _options = options;
        Corpus = new CorpusFiles(options.Inputs, options.MaximumLineBytes, ".txt", ".json", ".jsonl");
    }

    /// <summary>Bytes of all files.</summary>
    public long Length => Corpus.Length;

    internal CorpusFiles Corpus { get; }

    /// <summary>Reads the documents one after the other.</summary>
    /// <param name="problems">Told of each line that is skipped; null for nobody.</param>
    /// <param name="progress">Told of the bytes read so far; null for nobody.</param>
    /// <exception cref="InvalidDataException">A line cannot be read, and the options do not skip such; the message has file and number.</exception>
    public IEnumerable<string> Read(IProgress<CorpusProblem>? problems = null, IProgress<long>? progress = null)
    {
        long done = 0;
        foreach (CorpusBlock block in Corpus.Read(0, Corpus.Length))
        {
            List<string> texts = [];
            List<CorpusProblem> wrong = [];
            using (block)
            {
                Parse(block, texts.Add, wrong.Add);
            }

            Report(wrong, problems);
            foreach (string text in texts)
            {
                yield return text;
            }

            progress?.Report(done += block.Size);
        }
    }

    /// <summary>The texts of a block, and the lines that cannot be read. Safe for several threads at once.</summary>
    internal void Parse(CorpusBlock block, Action<string> text, Action<CorpusProblem> problem)
    {
        bool isJson = Path.GetExtension(block.Path) is ".json" or ".jsonl";
        long number = block.FirstLine;
        if (block.IsTooLong)
        {
            problem(ProblemAt(block, number, TooLong()));
        }

        for (ReadOnlySpan<byte> rest = block.Bytes; !rest.IsEmpty; number++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.IsEmpty)
            {
                continue;
            }

            CorpusLine read = line.Length > _options.MaximumLineBytes ? new CorpusLine("", TooLong())
                : isJson ? CorpusLine.OfJson(line, _options.JsonKey)
                : CorpusLine.OfText(line);
            if (read.Problem is { } wrong)
            {
                problem(ProblemAt(block, number, wrong));
            }
            else
            {
                text(read.Text);
            }
        }
    }

    /// <summary>Tells problems, or ends with the first.</summary>
    internal void Report(IEnumerable<CorpusProblem> wrong, IProgress<CorpusProblem>? problems)
    {
        foreach (CorpusProblem problem in wrong)
        {
            if (!_options.SkipBadLines)
            {
                throw new InvalidDataException(problem.ToString());
            }

            problems?.Report(problem);
        }
    }

    private static CorpusProblem ProblemAt(CorpusBlock block, long number, string reason) => new(block.Path, CorpusFiles.LineNumber(block, number), reason);

    private string TooLong() => $"has more than {_options.MaximumLineBytes} bytes.";
}
