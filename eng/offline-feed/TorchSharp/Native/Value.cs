using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>An argument or a result as the native half lays it out.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct Value
{
    [FieldOffset(0)] internal ValueKind Kind;

    /// <summary>Length of a list; for a tensor that is a result, the KiB of memory that it alone holds.</summary>
    [FieldOffset(4)] internal int Count;

    [FieldOffset(8)] internal long Integer;
    [FieldOffset(8)] internal double Real;
    [FieldOffset(8)] internal void* Pointer;
}
