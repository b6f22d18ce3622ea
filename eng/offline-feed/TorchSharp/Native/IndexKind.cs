namespace TorchSharp.Native;

/// <summary>What one index of a subscript is; the numbers are shared with LibTorchSharp.cpp.</summary>
internal enum IndexKind
{
    None = 0,
    Ellipsis = 1,
    Integer = 2,
    Bool = 3,
    Slice = 4,
    Tensor = 5,
}
