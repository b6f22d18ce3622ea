using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the CPU in row-major order, whatever its strides, read and written in place.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private torch.Tensor _tensor;
    private readonly T* _data;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _tensor = tensor;
        _data = (T*)NativeMethods.ts_data(tensor.Handle);
        _shape = tensor.shape;
        _strides = tensor.stride();
        _contiguous = tensor.is_contiguous();
    }

    public long Count => _tensor is null ? 0 : Tensor.NumberOfElements;

    public bool IsReadOnly => false;

    internal T First => Count > 0 ? _data[0] : throw new InvalidOperationException("The tensor has no elements.");

    private torch.Tensor Tensor
    {
        get
        {
            ObjectDisposedException.ThrowIf(_tensor is null, this);
            return _tensor;
        }
    }

    public T this[params long[] indices]
    {
        get
        {
            T value = _data[Offset(indices)];
            GC.KeepAlive(_tensor);
            return value;
        }

        set
        {
            // As in the original, writing takes no index that counts through the dimensions; reading does.
            if (indices.Length == 1 && _shape.Length > 1)
            {
                throw new IndexOutOfRangeException($"One index was given for a tensor of {_shape.Length} dimensions.");
            }

            _data[Offset(indices)] = value;
            GC.KeepAlive(_tensor);
        }
    }

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => Equals(left, right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !Equals(left, right);

    public T[] ToArray()
    {
        var array = new T[Tensor.NumberOfElements];
        if (_shape.Length > 1 || array.Length > 0)
        {
            CopyTo(array);
        }

        return array;
    }

    /// <summary>An array with as many dimensions as the tensor; for a tensor without dimensions one of one element.</summary>
    public Array ToNDArray()
    {
        if (_shape.Length < 2)
        {
            return ToArray();
        }

        var array = Array.CreateInstance(typeof(T), _shape);
        if (array.Length == 0)
        {
            return array;
        }

        CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length));
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements into an array until that is full or there are no more; a tensor without elements has none to begin with.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        CheckStart(tensorIndex);
        Span<T> target = array[arrayIndex..];
        long count = Math.Min(target.Length, Tensor.NumberOfElements - tensorIndex);
        if (_contiguous)
        {
            new ReadOnlySpan<T>(_data + tensorIndex, (int)count).CopyTo(target);
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                target[i] = _data[Offset(tensorIndex + i)];
            }
        }

        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <summary>Overwrites elements from an array until that is at its end or there are no more.</summary>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        CheckStart(tensorIndex);
        ReadOnlySpan<T> source = array[arrayIndex..];
        long count = Math.Min(source.Length, Tensor.NumberOfElements - tensorIndex);
        for (int i = 0; i < count; i++)
        {
            _data[_contiguous ? tensorIndex + i : Offset(tensorIndex + i)] = source[i];
        }

        GC.KeepAlive(_tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        long count = Tensor.NumberOfElements;
        for (long i = 0; i < count; i++)
        {
            yield return At(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both hold the same elements in the same order.</summary>
    public override bool Equals(object obj)
    {
        if (obj is not TensorAccessor<T> other || other.Count != Count)
        {
            return false;
        }

        for (long i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(At(i), other.At(i)))
            {
                return false;
            }
        }

        return true;
    }

    public override int GetHashCode() => HashCode.Combine(Count, Count > 0 ? First : default);

    /// <summary>Lets go of the tensor, which itself is not disposed.</summary>
    public void Dispose() => _tensor = null;

    // The original's check, which no index of a tensor without elements passes.
    private void CheckStart(long startingIndex)
    {
        if (startingIndex < 0 || startingIndex >= Tensor.NumberOfElements)
        {
            throw new ArgumentOutOfRangeException(nameof(startingIndex));
        }
    }

    private T At(long index)
    {
        T value = _data[_contiguous ? index : Offset(index)];
        GC.KeepAlive(_tensor);
        return value;
    }

    // The place in memory of the element that comes index-th in row-major order.
    private long Offset(long index)
    {
        long offset = 0;
        for (int d = _shape.Length - 1; d >= 0; d--)
        {
            (index, long position) = Math.DivRem(index, _shape[d]);
            offset += position * _strides[d];
        }

        return offset;
    }

    private long Offset(long[] indices)
    {
        long count = Tensor.NumberOfElements;
        if (indices.Length == 1)
        {
            return indices[0] < 0 || indices[0] >= count
                ? throw new IndexOutOfRangeException($"Index {indices[0]} is out of range for {count} elements.")
                : _contiguous ? indices[0] : Offset(indices[0]);
        }

        if (indices.Length != _shape.Length)
        {
            throw new ArgumentException($"{indices.Length} indices were given for a tensor of {_shape.Length} dimensions.", nameof(indices));
        }

        long offset = 0;
        for (int d = 0; d < indices.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= _shape[d])
            {
                throw new IndexOutOfRangeException($"Index {indices[d]} is out of range for dimension {d}, which has size {_shape[d]}.");
            }

            offset += indices[d] * _strides[d];
        }

        return offset;
    }
}
