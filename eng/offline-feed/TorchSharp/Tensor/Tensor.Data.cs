using System;
using System.IO;
using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The memory of a contiguous tensor on the CPU. The span must not be used after the tensor was disposed.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                long length = ByteLength();
                return length <= int.MaxValue
                    ? new Span<byte>(NativeMethods.ts_data(Handle), (int)length)
                    : throw new ArgumentException("Span only supports up to int.MaxValue elements.");
            }

            set
            {
                if (ByteLength() != value.Length)
                {
                    throw new ArgumentException("Mismatched data sizes in SetBytes().");
                }

                value.CopyTo(new Span<byte>(NativeMethods.ts_data(Handle), value.Length));
            }
        }

        /// <summary>The elements as a collection of .NET values of the same type; a tensor of another device is copied first.</summary>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            if (ElementTypes.Of(dtype) != typeof(T))
            {
                throw dtype == ScalarType.BFloat16
                    ? new ArgumentException($"No support for {dtype} in TorchSharp")
                    : new ArgumentException($"{typeof(T).Name} is not compatible with {dtype}");
            }

            return new TensorAccessor<T>(is_cpu() ? this : cpu());
        }

        /// <summary>The element of a tensor that has just one; its type must be the tensor's.</summary>
        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
            {
                throw new ArgumentException("Number of elements in the tensor must be 1");
            }

            return data<T>().First;
        }

        /// <summary>The element of a tensor that has just one, of whatever type.</summary>
        public Scalar ToScalar()
        {
            Value value = Aten.item.CallValue([this]);
            return new Scalar(value.Kind, value.Integer);
        }

        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            long left = ByteLength();
            byte* data = (byte*)NativeMethods.ts_data(Handle);
            while (left > 0)
            {
                int part = (int)Math.Min(left, bufferSize);
                stream.Write(new ReadOnlySpan<byte>(data, part));
                data += part;
                left -= part;
            }

            GC.KeepAlive(this);
        }

        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            long left = ByteLength();
            byte* data = (byte*)NativeMethods.ts_data(Handle);
            while (left > 0)
            {
                int part = (int)Math.Min(left, bufferSize);
                stream.ReadExactly(new Span<byte>(data, part));
                data += part;
                left -= part;
            }

            GC.KeepAlive(this);
        }

        private long ByteLength()
        {
            if (!is_contiguous())
            {
                throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            }

            if (!is_cpu())
            {
                throw new InvalidOperationException(
                    "Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            }

            return NumberOfElements * ElementSize;
        }
    }
}
