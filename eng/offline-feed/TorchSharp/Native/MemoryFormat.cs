namespace TorchSharp.Native;

/// <summary>libtorch's numbers for how a tensor's elements lie in memory.</summary>
internal enum MemoryFormat
{
    Contiguous = 0,
    Preserve = 1,
}
