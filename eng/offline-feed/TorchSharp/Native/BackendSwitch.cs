namespace TorchSharp.Native;

/// <summary>Settings that choose among kernels for a GPU; the numbers are shared with LibTorchSharp.cpp.</summary>
internal enum BackendSwitch
{
    MatmulTf32 = 0,
    MatmulHalfReduction = 1,
    CudnnTf32 = 2,
    FlashAttention = 3,
    MathAttention = 4,
}
