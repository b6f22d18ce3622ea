namespace MlNetSeq2Seq.Samples;

/// <summary>Who may look at whom within one sequence, in three numbers instead of a square.</summary>
/// <remarks>
/// UniLM's masks (Dong et al., arXiv:1905.03197, figure 1), with the references' treatment of padding, see <see cref="Allows"/>.
/// </remarks>
/// <param name="Kind">The kind of attention.</param>
/// <param name="Length">Tokens of the sequence without padding.</param>
/// <param name="SourceLength">
/// Tokens of the source, special tokens included: the index of the first token of the target.
/// Only <see cref="AttentionKind.SequenceToSequence"/> asks for it.
/// </param>
public readonly record struct AttentionShape(AttentionKind Kind, int Length, int SourceLength)
{
    /// <summary>Whether the token at <paramref name="query"/> may look at the token at <paramref name="key"/>.</summary>
    /// <remarks>
    /// Nobody looks at padding. A padding row itself looks at nothing, but under <see cref="AttentionKind.SequenceToSequence"/>
    /// at the source, as the references have it; the result of such a row is never used.
    /// </remarks>
    /// <param name="query">Index of the token that looks.</param>
    /// <param name="key">Index of the token that is looked at.</param>
    public bool Allows(int query, int key) => Kind switch
    {
        AttentionKind.Bidirectional => query < Length && key < Length,
        AttentionKind.LeftToRight => query < Length && key <= query,
        AttentionKind.RightToLeft => query < Length && key < Length && key >= query,
        AttentionKind.SequenceToSequence => key < SourceLength || (query < Length && query >= SourceLength && key <= query),
        _ => throw new ArgumentOutOfRangeException(nameof(query), Kind, $"AttentionShape knows no kind of attention '{Kind}'."),
    };

    /// <summary>
    /// The mask, true where attention is allowed; shape [<paramref name="size"/>, <paramref name="size"/>], query by key.
    /// </summary>
    /// <param name="size">Tokens with padding.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than <see cref="Length"/>.</exception>
    public bool[] ToMatrix(int size)
    {
        bool[] matrix = new bool[size * size];
        WriteTo(matrix, size);
        return matrix;
    }

    /// <summary>Writes the mask, true where attention is allowed, into memory that the caller owns.</summary>
    /// <param name="matrix">Shape [<paramref name="size"/>, <paramref name="size"/>], query by key; what it holds is overwritten.</param>
    /// <param name="size">Tokens with padding.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than <see cref="Length"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="matrix"/> has another number of elements.</exception>
    public void WriteTo(Span<bool> matrix, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, Length);
        if (matrix.Length != size * size)
        {
            throw new ArgumentException(
                $"A mask of {size} tokens has {size * size} elements, but there is room for {matrix.Length}.", nameof(matrix));
        }

        matrix.Clear();
        for (int query = 0; query < size; query++)
        {
            (int first, int end) = KeysOf(query);
            matrix.Slice((query * size) + first, end - first).Fill(true);
        }
    }

    // What a query may look at is one run of keys, in all four kinds.
    private (int First, int End) KeysOf(int query) => Kind switch
    {
        AttentionKind.SequenceToSequence => (0, query < Length ? Math.Max(SourceLength, query + 1) : SourceLength),
        _ when query >= Length => (0, 0),
        AttentionKind.Bidirectional => (0, Length),
        AttentionKind.LeftToRight => (0, query + 1),
        AttentionKind.RightToLeft => (query, Length),
        _ => throw new ArgumentOutOfRangeException(nameof(query), Kind, $"AttentionShape knows no kind of attention '{Kind}'."),
    };
}
