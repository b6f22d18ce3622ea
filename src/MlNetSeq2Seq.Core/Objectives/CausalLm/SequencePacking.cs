using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Objectives.CausalLm;

/// <summary>
/// Fills rows with several documents, in the order in which they come, so that little is lost to padding (T5: Raffel et al.,
/// arXiv:1910.10683, section 3.1.2; seqio's packed features; GPT's and CPM's running text).
/// </summary>
/// <remarks>Reads its input lazily and holds no more than a row of it.</remarks>
public sealed class SequencePacking
{
    private readonly SequencePackingOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Lengths and mode.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a separator is named where documents stay apart.</exception>
    public SequencePacking(SequencePackingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumLength);
        if (options.Mode == PackingMode.SegmentMasked && options.SeparatorId is { } separator)
        {
            throw new ArgumentException(
                $"SequencePacking puts no separator between documents that stay apart, but SeparatorId is {separator}.", nameof(options));
        }

        _options = options;
    }

    /// <summary>Packs documents.</summary>
    /// <param name="documents">
    /// Ids and labels of each document, shape [length]. Labels are read with <see cref="PackingMode.SegmentMasked"/> alone: in a running
    /// text the next token is the label everywhere. A document without tokens is passed over.
    /// </param>
    /// <returns>The packed rows, made as they are asked for.</returns>
    /// <exception cref="ArgumentException">
    /// While reading: a document does not fit into a row and must stay whole, or its labels are not as many as its tokens.
    /// </exception>
    public IEnumerable<PackedTokens> Apply(IEnumerable<(int[] Ids, int[] Labels)> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return Apply(documents.Select(document => (document.Ids, document.Labels, (float[]?)null)));
    }

    /// <summary>Packs documents whose labels have weights.</summary>
    /// <param name="documents">
    /// Ids, labels and weights of the labels of each document, shape [length]; null weights count 1. Labels and weights are read with
    /// <see cref="PackingMode.SegmentMasked"/> alone. A document without tokens is passed over.
    /// </param>
    /// <returns>The packed rows, made as they are asked for; they have weights where a document of theirs has.</returns>
    /// <exception cref="ArgumentException">
    /// While reading: a document does not fit into a row and must stay whole, or its labels or weights are not as many as its tokens.
    /// </exception>
    public IEnumerable<PackedTokens> Apply(IEnumerable<(int[] Ids, int[] Labels, float[]? LabelWeights)> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return From(documents, firstRow: 0, firstOffset: 0);
    }

    /// <summary>
    /// The packed rows from one of them on, which is where its <see cref="PackedTokens.FirstRow"/> and <see cref="PackedTokens.FirstOffset"/> say
    /// that it begins: a row depends on nothing before its first token.
    /// </summary>
    /// <param name="documents">The documents from that input row on.</param>
    /// <param name="firstRow">Number of the input row.</param>
    /// <param name="firstOffset">Place of the first token in it.</param>
    internal IEnumerable<PackedTokens> From(IEnumerable<(int[] Ids, int[] Labels, float[]? LabelWeights)> documents, long firstRow, int firstOffset) =>
        _options.Mode == PackingMode.SegmentMasked ? Apart(documents, firstRow) : Running(documents, firstRow, firstOffset);

    private IEnumerable<PackedTokens> Apart(IEnumerable<(int[] Ids, int[] Labels, float[]? LabelWeights)> documents, long firstRow)
    {
        List<(int[] Ids, int[] Labels, float[]? LabelWeights)> row = [];
        int length = 0;
        long first = firstRow;
        long number = firstRow - 1;
        foreach ((int[] ids, int[] labels, float[]? weights) in documents)
        {
            number++;
            Check(number, ids, labels, weights);
            if (length + ids.Length > _options.MaximumLength)
            {
                yield return Pack(row, first);
                row.Clear();
                length = 0;
            }

            if (ids.Length > 0)
            {
                first = row.Count == 0 ? number : first;
                row.Add((ids, labels, weights));
                length += ids.Length;
            }
        }

        if (row.Count > 0)
        {
            yield return Pack(row, first);
        }
    }

    private void Check(long number, int[] ids, int[] labels, float[]? weights)
    {
        if (ids.Length != labels.Length)
        {
            throw new ArgumentException($"SequencePacking needs a label for each token, but row {number} has {labels.Length} for {ids.Length}.");
        }

        if (weights is not null && weights.Length != ids.Length)
        {
            throw new ArgumentException($"SequencePacking needs a weight for each label, but row {number} has {weights.Length} for {ids.Length}.");
        }

        if (ids.Length > _options.MaximumLength)
        {
            throw new ArgumentException(
                $"SequencePacking cannot put row {number} of {ids.Length} tokens into {_options.MaximumLength} places whole; cut it with SlidingWindows before.");
        }
    }

    private static PackedTokens Pack(List<(int[] Ids, int[] Labels, float[]? LabelWeights)> row, long first) => new(
        [.. row.SelectMany(document => document.Ids)],
        [.. row.SelectMany(document => document.Labels)],
        [.. row.SelectMany(document => Enumerable.Range(0, document.Ids.Length))],
        [.. row.SelectMany((document, number) => Enumerable.Repeat(number, document.Ids.Length))],
        first,
        FirstOffset: 0)
    {
        LabelWeights = row.All(document => document.LabelWeights is null)
            ? null
            : [.. row.SelectMany(document => document.LabelWeights ?? Enumerable.Repeat(1f, document.Ids.Length))],
    };

    private IEnumerable<PackedTokens> Running(IEnumerable<(int[] Ids, int[] Labels, float[]? LabelWeights)> documents, long firstRow, int firstOffset)
    {
        // A token more than a row has: the last label is the first token of the next row.
        List<(int Id, long Row, int Offset)> waiting = new(_options.MaximumLength + 1);
        long number = firstRow - 1;
        foreach ((int[] ids, _, _) in documents)
        {
            number++;
            bool separates = ids.Length > 0 && _options.SeparatorId is not null;
            for (int i = number == firstRow ? firstOffset : 0; i < ids.Length + (separates ? 1 : 0); i++)
            {
                waiting.Add((i < ids.Length ? ids[i] : _options.SeparatorId!.Value, number, i));
                if (waiting.Count > _options.MaximumLength)
                {
                    yield return Cut(waiting, _options.MaximumLength);
                    waiting.RemoveRange(0, _options.MaximumLength);
                }
            }
        }

        if (waiting.Count == _options.MaximumLength || (waiting.Count > 0 && _options.KeepLast))
        {
            yield return Cut(waiting, waiting.Count);
        }
    }

    private static PackedTokens Cut(List<(int Id, long Row, int Offset)> tokens, int length) => new(
        [.. tokens.Take(length).Select(token => token.Id)],
        [.. Enumerable.Range(1, length).Select(next => next < tokens.Count ? tokens[next].Id : Labels.Ignore)],
        [.. Enumerable.Range(0, length)],
        new int[length],
        tokens[0].Row,
        tokens[0].Offset);
}
