using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op OneHotOp = new("one_hot");

            /// <summary>A last dimension that is 1 at each class and 0 elsewhere; -1 counts the classes.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => x.dtype == ScalarType.Int64
                ? OneHotOp.Call([x, num_classes])
                : throw new ArgumentException("OneHot input tensor must have elements of type Int64");
        }
    }
}
