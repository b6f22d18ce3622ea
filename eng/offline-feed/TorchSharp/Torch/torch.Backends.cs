using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class backends
    {
        private static bool IsOn(BackendSwitch which) => NativeMethods.ts_switch(which) != 0;

        private static void Set(BackendSwitch which, bool on) => NativeMethods.ts_set_switch(which, on ? 1 : 0);

        public static partial class cuda
        {
            public static bool flash_sdp_enabled() => IsOn(BackendSwitch.FlashAttention);

            public static void enable_flash_sdp(bool enable) => Set(BackendSwitch.FlashAttention, enable);

            public static bool math_sdp_enabled() => IsOn(BackendSwitch.MathAttention);

            public static void enable_math_sdp(bool enable) => Set(BackendSwitch.MathAttention, enable);

            public static partial class matmul
            {
                /// <summary>Whether products may be formed in TF32, with ten bits of fraction.</summary>
                public static bool allow_tf32
                {
                    get => IsOn(BackendSwitch.MatmulTf32);
                    set => Set(BackendSwitch.MatmulTf32, value);
                }

                public static bool allow_fp16_reduced_precision_reduction
                {
                    get => IsOn(BackendSwitch.MatmulHalfReduction);
                    set => Set(BackendSwitch.MatmulHalfReduction, value);
                }
            }
        }

        public static partial class cudnn
        {
            public static bool allow_tf32
            {
                get => IsOn(BackendSwitch.CudnnTf32);
                set => Set(BackendSwitch.CudnnTf32, value);
            }
        }
    }
}
