using System.Buffers;

namespace MlNetSeq2Seq.Corpora;

/// <summary>A list in memory that is rented and goes back when it is disposed, so that long lists of short life cost no collection.</summary>
internal sealed class RentedList : IDisposable
{
    private const int FirstCapacity = 1 << 10;

    private int[] _items = ArrayPool<int>.Shared.Rent(FirstCapacity);

    internal int Count { get; private set; }

    internal ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    /// <summary>Adds an item.</summary>
    internal void Add(int item) => Grow(1)[0] = item;

    /// <summary>Adds items.</summary>
    internal void Add(ReadOnlySpan<int> items) => items.CopyTo(Grow(items.Length));

    /// <summary>Adds room for items.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The room, of any content.</returns>
    internal Span<int> Grow(int count)
    {
        int grown = checked(Count + count);
        if (grown > _items.Length)
        {
            int[] larger = ArrayPool<int>.Shared.Rent((int)Math.Clamp(2L * _items.Length, grown, Array.MaxLength));
            Items.CopyTo(larger);
            ArrayPool<int>.Shared.Return(_items);
            _items = larger;
        }

        Span<int> room = _items.AsSpan(Count, count);
        Count = grown;
        return room;
    }

    /// <summary>Takes away all items from one on.</summary>
    /// <param name="count">How many stay.</param>
    internal void Shrink(int count) => Count = count;

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_items);
        (_items, Count) = ([], 0);
    }
}
