using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op DropoutOp = new("dropout");
            private static readonly Op DropoutInPlaceOp = new("dropout_");

            /// <summary>In training, zeroes elements with probability <paramref name="p"/> and scales the others up by 1 / (1 - p).</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                (inplace ? DropoutInPlaceOp : DropoutOp).Call([input, p, training]);
        }
    }
}
