namespace TorchSharp.Native;

/// <summary>One index of a subscript as the native half lays it out.</summary>
internal struct NativeIndex
{
    internal const int HasStart = 1;
    internal const int HasStop = 2;
    internal const int HasStep = 4;

    internal IndexKind Kind;
    internal int Given;
    internal long Start;
    internal long Stop;
    internal long Step;
    internal nint Tensor;
}
