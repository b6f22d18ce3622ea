using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op ConstantPadOp = new("constant_pad_nd");
            private static readonly Op PadOp = new("pad");

            /// <summary>Adds elements on both sides of the last dimensions; pairs of (before, after), the last dimension first.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                mode switch
                {
                    // Zeros is another name of Constant, with its value.
                    PaddingModes.Constant or PaddingModes.Zeros => ConstantPadOp.Call([input, pad, value]),
                    PaddingModes.Reflect => PadOp.Call([input, pad, "reflect"]),
                    PaddingModes.Replicate => PadOp.Call([input, pad, "replicate"]),
                    PaddingModes.Circular => PadOp.Call([input, pad, "circular"]),
                    _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode of padding."),
                };

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new[] { pad.Item1, pad.Item2 }, mode, value);

            public static Tensor pad(
                Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new[] { pad.Item1, pad.Item2, pad.Item3, pad.Item4 }, mode, value);

            /// <summary>As many elements on both sides of every dimension.</summary>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                long[] all = new long[2 * input.ndim];
                Array.Fill(all, pad);
                return functional.pad(input, all, mode, value);
            }
        }
    }
}
