using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public ScalarType dtype => (ScalarType)NativeMethods.ts_dtype(Handle);

        public Device device => Device.Unpack(NativeMethods.ts_device(Handle));

        public DeviceType device_type => (DeviceType)(NativeMethods.ts_device(Handle) >> 8);

        public int device_index => (sbyte)NativeMethods.ts_device(Handle);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        /// <summary>Number of dimensions.</summary>
        public long Dimensions => NativeMethods.ts_dim(Handle);

        public long ndim => Dimensions;

        public long NumberOfElements => NativeMethods.ts_numel(Handle);

        /// <summary>Bytes of one element.</summary>
        public long ElementSize => NativeMethods.ts_element_size(Handle);

        public long[] shape => size();

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public unsafe long[] size()
        {
            var sizes = new long[Dimensions];
            fixed (long* first = sizes)
            {
                NativeMethods.ts_sizes(Handle, first);
            }

            return sizes;
        }

        public long size(int dim) => size()[Wrap(dim)];

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* first = strides)
            {
                NativeMethods.ts_strides(Handle, first);
            }

            return strides;
        }

        public long stride(int dim) => stride()[Wrap(dim)];

        public long storage_offset() => NativeMethods.ts_storage_offset(Handle);

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_contiguous() => NativeMethods.ts_is_contiguous(Handle) != 0;

        public bool is_pinned() => Aten.is_pinned.CallValue([this]).Integer != 0;

        /// <summary>Shape, type and device.</summary>
        public override string ToString() =>
            IsInvalid ? "" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        // The error is libtorch's own, so that it reads the same whichever member was called.
        private int Wrap(int dim)
        {
            long dimensions = Dimensions;
            if (dim < -dimensions || dim >= dimensions)
            {
                Aten.select_int.Call([this, dim, 0]).Dispose();
            }

            return dim < 0 ? (int)(dim + dimensions) : dim;
        }
    }
}
