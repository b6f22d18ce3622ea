using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>How many values a key column can take; without a number, as many as its type holds.</summary>
public sealed class KeyCount
{
    public ulong? Count;

    public KeyCount()
    {
    }

    public KeyCount(ulong count)
    {
        if (count == 0)
        {
            throw Contracts.ExceptParam(nameof(count), "A key column needs a count of at least 1, but 0 was given.");
        }

        Count = count;
    }
}
