using System;
using System.IO;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp;

public static class TensorExtensionMethods
{
    public static bool ToBoolean(this Tensor value) => value.ToScalar().ToBoolean();

    public static byte ToByte(this Tensor value) => value.ToScalar().ToByte();

    public static sbyte ToSByte(this Tensor value) => value.ToScalar().ToSByte();

    public static short ToInt16(this Tensor value) => value.ToScalar().ToInt16();

    public static int ToInt32(this Tensor value) => value.ToScalar().ToInt32();

    public static long ToInt64(this Tensor value) => value.ToScalar().ToInt64();

    public static Half ToHalf(this Tensor value) => value.ToScalar().ToHalf();

    public static float ToSingle(this Tensor value) => value.ToScalar().ToSingle();

    public static double ToDouble(this Tensor value) => value.ToScalar().ToDouble();

    /// <summary>A tensor without dimensions.</summary>
    public static Tensor ToTensor<T>(this T scalar, Device device = null, bool requires_grad = false)
        where T : struct
    {
        if (requires_grad && typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new ArgumentException("Only floating point types support gradients.", nameof(requires_grad));
        }

        return scalar switch
        {
            byte value => tensor(value, device, requires_grad),
            sbyte value => tensor(value, device, requires_grad),
            short value => tensor(value, device, requires_grad),
            int value => tensor(value, device, requires_grad),
            long value => tensor(value, null, device, requires_grad),
            float value => tensor(value, device, requires_grad),
            double value => tensor(value, null, device, requires_grad),
            _ => throw new NotSupportedException($"Creating tensor of type {typeof(T)} is not supported."),
        };
    }

    /// <summary>A tensor of the given shape with a copy of the elements.</summary>
    public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) =>
        rawArray switch
        {
            bool[] values => tensor(values, dimensions, requires_grad: requires_grad),
            byte[] values when typeof(T) == typeof(byte) => tensor(values, dimensions, requires_grad: requires_grad),
            sbyte[] values => tensor(values, dimensions, requires_grad: requires_grad),
            short[] values => tensor(values, dimensions, requires_grad: requires_grad),
            int[] values => tensor(values, dimensions, requires_grad: requires_grad),
            long[] values => tensor(values, dimensions, requires_grad: requires_grad),
            float[] values => tensor(values, dimensions, requires_grad: requires_grad),
            double[] values => tensor(values, dimensions, requires_grad: requires_grad),
            _ => throw new NotSupportedException($"Creating tensor of type {typeof(T)} is not supported."),
        };

    /// <summary>Writes type, shape and elements, as in a module's checkpoint.</summary>
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        writer.Encode((long)tensor.dtype);
        writer.Encode(tensor.ndim);
        foreach (long size in tensor.shape)
        {
            writer.Encode(size);
        }

        // The writer holds nothing back, so its stream may be written to directly.
        using DisposeScope scope = NewDisposeScope();
        tensor.cpu().WriteBytesToStream(writer.BaseStream);
    }

    /// <summary>As <see cref="Save(Tensor, BinaryWriter)"/>; the stream is closed.</summary>
    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
    }

    public static void Save(this Tensor tensor, string location) => tensor.Save(File.Create(location));

    /// <summary>Overwrites the elements with saved ones of the same type and shape.</summary>
    /// <param name="skip">Whether the saved elements are to be passed over.</param>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        if ((ScalarType)reader.Decode() != tensor.dtype)
        {
            throw new ArgumentException(
                "Mismatched tensor data types while loading. " +
                "Make sure that the model you are loading into is exactly the same as the origin.");
        }

        ReadInto(tensor, ReadShape(reader), reader, skip);
    }

    /// <summary>Reads into a tensor of the same shape, or into a new one if that is null.</summary>
    public static void Load(ref Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var type = (ScalarType)reader.Decode();
        long[] shape = ReadShape(reader);
        tensor ??= skip ? zeros(shape, type) : empty(shape, type);
        ReadInto(tensor, shape, reader, skip);
    }

    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        Tensor tensor = null;
        Load(ref tensor, reader, skip);
        return tensor;
    }

    private static long[] ReadShape(BinaryReader reader)
    {
        var shape = new long[reader.Decode()];
        for (int d = 0; d < shape.Length; d++)
        {
            shape[d] = reader.Decode();
        }

        return shape;
    }

    private static void ReadInto(Tensor tensor, long[] shape, BinaryReader reader, bool skip)
    {
        if (skip)
        {
            Skip(reader.BaseStream, tensor.NumberOfElements * tensor.ElementSize);
            return;
        }

        if (!shape.AsSpan().SequenceEqual(tensor.shape))
        {
            throw new ArgumentException(
                "Mismatched tensor shape while loading. " +
                "Make sure that the model you are loading into is exactly the same as the origin.");
        }

        using IDisposable leavesMayBeWritten = no_grad();
        if (tensor.is_cpu() && tensor.is_contiguous())
        {
            tensor.ReadBytesFromStream(reader.BaseStream);
            return;
        }

        using Tensor read = empty(shape, tensor.dtype, torch.CPU);
        read.ReadBytesFromStream(reader.BaseStream);
        tensor.copy_(read);
    }

    // Not every stream can seek: one out of a zip cannot.
    private static void Skip(Stream stream, long count)
    {
        if (stream.CanSeek)
        {
            stream.Seek(count, SeekOrigin.Current);
            return;
        }

        var buffer = new byte[Math.Min(count, 1 << 16)];
        for (long left = count; left > 0; left -= Math.Min(left, buffer.Length))
        {
            stream.ReadExactly(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
        }
    }
}
