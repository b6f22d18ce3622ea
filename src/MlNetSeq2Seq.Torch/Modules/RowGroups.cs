namespace MlNetSeq2Seq.Modules;

/// <summary>
/// Which rows of a decoder session share which cached source. Rows of one source stand together and are mostly equally
/// many, so that a source needs to be cached once however many beams it has: row i uses slot i / <see cref="RowsPerSlot"/>.
/// </summary>
internal sealed class RowGroups
{
    public RowGroups(int sources)
    {
        Sources = [.. Enumerable.Range(0, sources)];
        SlotCount = sources;
    }

    /// <summary>The source of each row.</summary>
    public int[] Sources { get; private set; }

    public int RowsPerSlot { get; private set; } = 1;

    public int SlotCount { get; private set; }

    /// <summary>Goes over to other rows.</summary>
    /// <param name="parents">The row until now that each row from now on continues.</param>
    /// <returns>The slots until now that the slots from now on are copied from; null where they stay as they are.</returns>
    public int[]? Reorder(ReadOnlySpan<int> parents)
    {
        int[] slotOfRow = new int[parents.Length];
        int[] sources = new int[parents.Length];
        for (int row = 0; row < parents.Length; row++)
        {
            slotOfRow[row] = parents[row] / RowsPerSlot;
            sources[row] = Sources[parents[row]];
        }

        Sources = sources;
        int group = GroupSize(slotOfRow);
        int[] slots = [.. slotOfRow.Where((_, row) => row % group == 0)];
        bool stays = slots.Length == SlotCount && slots.Select((slot, i) => slot == i).All(same => same);
        (RowsPerSlot, SlotCount) = (group, slots.Length);
        return stays ? null : slots;
    }

    // The length of the runs of equal slots where all are equally long, else 1: then every row gets a copy of its own.
    private static int GroupSize(int[] slotOfRow)
    {
        int first = 1;
        while (first < slotOfRow.Length && slotOfRow[first] == slotOfRow[0])
        {
            first++;
        }

        for (int row = 0; row < slotOfRow.Length; row++)
        {
            bool isStart = row % first == 0;
            if (row > 0 && (slotOfRow[row] == slotOfRow[row - 1]) == isStart)
            {
                return 1;
            }
        }

        return slotOfRow.Length % first == 0 ? first : 1;
    }
}
