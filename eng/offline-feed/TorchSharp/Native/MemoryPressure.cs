using System;
using System.Threading;

namespace TorchSharp.Native;

/// <summary>Tells the garbage collector of the memory behind tensors, of which it sees only small objects.</summary>
/// <remarks>
/// In portions, not tensor by tensor: to every few megabytes that are added the collector answers with a full collection,
/// although in a training step under a dispose scope the same memory comes and goes. Only what stays is told.
/// </remarks>
internal static class MemoryPressure
{
    private const long Portion = 64L << 20;

    private static long _held;
    private static long _told;

    internal static void Add(long bytes)
    {
        long held = Interlocked.Add(ref _held, bytes);
        long told = Volatile.Read(ref _told);
        long untold = (held - told) / Portion * Portion;
        if (untold > 0 && Interlocked.CompareExchange(ref _told, told + untold, told) == told)
        {
            GC.AddMemoryPressure(untold);
        }
    }

    internal static void Remove(long bytes)
    {
        long held = Interlocked.Add(ref _held, -bytes);
        long told = Volatile.Read(ref _told);

        // One portion stays told, so that memory that comes and goes around its edge is not told again and again.
        long gone = ((told - held) / Portion * Portion) - Portion;
        if (gone > 0 && Interlocked.CompareExchange(ref _told, told - gone, told) == told)
        {
            GC.RemoveMemoryPressure(gone);
        }
    }
}
