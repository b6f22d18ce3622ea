namespace TorchSharp.Native;

/// <summary>What a <see cref="Value"/> holds; the numbers are shared with LibTorchSharp.cpp.</summary>
internal enum ValueKind
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    Ints = 5,
    Doubles = 6,
    Tensors = 7,
    String = 8,
    Device = 9,
    Generator = 10,
    Complex = 11,
    Default = 12,
}
