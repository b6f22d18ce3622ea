using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Corpora;

/// <summary>
/// Turns a corpus of any size into a <see cref="TokenDataset"/>: streaming, on several threads, in shards that can be made in any order,
/// by several processes or machines, and again after a stop.
/// </summary>
/// <remarks>
/// Shard i of n has the lines that begin in the i-th n-th of the corpus's bytes. So the shards one after the other hold the same rows in
/// the same order whatever n is, and a line is never read twice.
/// </remarks>
public sealed class CorpusPreparation
{
    private const long BytesPerShard = 1L << 28;
    private const int SampleSize = 1 << 16;

    private readonly CorpusPreparationOptions _options;
    private readonly Vocabulary _vocabulary;
    private readonly CorpusReader _reader;
    private readonly CorpusEncoder _encoder;
    private readonly byte[] _origin;

    /// <summary>Finds the corpus and checks the options.</summary>
    /// <param name="options">Corpus, output and how it is encoded.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="FileNotFoundException">A file or folder of the corpus is not there.</exception>
    /// <exception cref="InvalidDataException">The vocabulary lacks a special token, or the output folder holds another dataset.</exception>
    public CorpusPreparation(CorpusPreparationOptions options, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Threads, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Shards ?? 1, nameof(options));
        (_options, _vocabulary) = (options, vocabulary);
        _reader = new CorpusReader(options.Corpus);
        IWordSegmenter? segmenter = options.Segmenter is null ? null : new JiebaWordSegmenter(options.Segmenter);
        _encoder = new CorpusEncoder(options.Tokenizer.Create(vocabulary, segmenter), options.Encoder);
        ShardCount = options.Shards ?? (int)Math.Max(1, (_reader.Length + BytesPerShard - 1) / BytesPerShard);
        _origin = Origin();
        CheckOutput();
    }

    /// <summary>Number of shards.</summary>
    public int ShardCount { get; }

    /// <summary>Bytes of the corpus.</summary>
    public long Length => _reader.Length;

    /// <summary>The file of a shard.</summary>
    /// <param name="shard">Its number, from 0.</param>
    public string PathOf(int shard) =>
        Path.Combine(_options.Output, string.Create(CultureInfo.InvariantCulture, $"{shard:00000}-of-{ShardCount:00000}{TokenDataset.Extension}"));

    /// <summary>Makes the shards that are not there yet.</summary>
    /// <param name="shard">The only shard to make, from 0; null for all.</param>
    /// <param name="progress">Told after every block of text; null for nobody.</param>
    /// <param name="problems">Told of each line that is skipped; null for nobody.</param>
    /// <param name="cancellationToken">Looked at before every block; shards that are finished stay.</param>
    /// <returns>How much was done.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shard.</exception>
    /// <exception cref="InvalidDataException">A line cannot be read, and the options do not skip such; the message has file and number.</exception>
    /// <exception cref="IOException">A file cannot be read or written, or another process makes the same shard.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public CorpusProgress Run(
        int? shard = null, IProgress<CorpusProgress>? progress = null, IProgress<CorpusProblem>? problems = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard ?? 0, nameof(shard));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard ?? 0, ShardCount, nameof(shard));
        int[] shards = shard is { } one ? [one] : [.. Enumerable.Range(0, ShardCount)];
        CorpusProgress done = new(0, shards.Sum(i => Begin(i + 1) - Begin(i)), 0, 0, 0);
        foreach (int i in shards)
        {
            done = File.Exists(PathOf(i)) ? AddFinished(done, i) : Write(done, i, progress, problems, cancellationToken);
            progress?.Report(done);
        }

        return done;
    }

    private long Begin(int shard) => (long)((Int128)_reader.Length * shard / ShardCount);

    private CorpusProgress AddFinished(CorpusProgress done, int shard)
    {
        TokenDatasetHeader header = TokenDatasetFile.ReadHeader(PathOf(shard));
        return done with
        {
            Bytes = done.Bytes + Begin(shard + 1) - Begin(shard), Documents = done.Documents + header.Documents, Tokens = done.Tokens + header.Tokens,
        };
    }

    private CorpusProgress Write(
        CorpusProgress done, int shard, IProgress<CorpusProgress>? progress, IProgress<CorpusProblem>? problems, CancellationToken cancellationToken)
    {
        using TokenDatasetWriter writer = new(PathOf(shard), _vocabulary, shard, ShardCount, _origin);
        (long from, long to) = (Begin(shard), Begin(shard + 1));
        CorpusProgress now = done;
        foreach (EncodedBlock block in OrderedWork.Map(_reader.Corpus.Read(from, to), Encode, _options.Threads, cancellationToken))
        {
            _reader.Report(block.Problems, problems);
            for (int document = 0; document < block.Documents.Count; document++)
            {
                writer.Append(block.Documents.Ids(document), block.Documents.Words(document), block.Documents.SentenceStarts(document));
            }

            block.Documents.Dispose();
            now = now with
            {
                // Lines that begin in the shard and end beyond it are counted to it no further.
                Bytes = Math.Min(now.Bytes + block.Size, done.Bytes + to - from),
                Documents = done.Documents + writer.DocumentCount,
                Tokens = done.Tokens + writer.TokenCount,
                SkippedLines = now.SkippedLines + block.Problems.Count,
            };
            progress?.Report(now);
        }

        writer.Complete();
        return now with { Bytes = done.Bytes + to - from };
    }

    private EncodedBlock Encode(CorpusBlock block)
    {
        using (block)
        {
            EncodedBlock encoded = new(new TokenDocumentBuffer(), [], block.Size);
            _reader.Parse(block, text => _encoder.Encode(text, encoded.Documents), encoded.Problems.Add);
            return encoded;
        }
    }

    // What the rows are made of: the options, and names, lengths and ends of the files, which are the same on every machine.
    private byte[] Origin()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(_options with { Output = "", Shards = null, Corpus = _options.Corpus with { Inputs = [] } }));
        foreach ((string path, long length) in _reader.Corpus.Files)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes((string[])[Path.GetFileName(path), length.ToString(CultureInfo.InvariantCulture)]));
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            byte[] sample = new byte[SampleSize];
            hash.AppendData(sample, 0, stream.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false));
            stream.Position = Math.Max(0, length - sample.Length);
            hash.AppendData(sample, 0, stream.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false));
        }

        return hash.GetHashAndReset();
    }

    private void CheckOutput()
    {
        if (!Directory.Exists(_options.Output))
        {
            return;
        }

        byte[] vocabulary = TokenDatasetWriter.FingerprintOf(_vocabulary);
        foreach (string path in Directory.EnumerateFiles(_options.Output, "*" + TokenDataset.Extension))
        {
            TokenDatasetHeader header = TokenDatasetFile.ReadHeader(path);
            if (header.Shards != ShardCount || !header.Vocabulary.AsSpan().SequenceEqual(vocabulary) || !header.Origin.AsSpan().SequenceEqual(_origin))
            {
                throw new InvalidDataException(
                    $"'{path}' was made of other texts, with another vocabulary, other options or another number of shards; remove it or choose another folder than '{_options.Output}'.");
            }
        }
    }

    private sealed record EncodedBlock(TokenDocumentBuffer Documents, List<CorpusProblem> Problems, long Size);
}
