using System;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A value that somebody hung on a column, held as the column type it was given.</summary>
internal sealed class AnnotationValue
{
    private readonly Func<Delegate> _createGetter;

    private AnnotationValue(string kind, DataViewType type, Func<Delegate> createGetter)
    {
        (Kind, Type, _createGetter) = (kind, type, createGetter);
    }

    public string Kind { get; }

    public DataViewType Type { get; }

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the raw type of <see cref="Type"/>.</summary>
    public Delegate CreateGetter() => _createGetter();

    public static AnnotationValue Create<T>(string kind, T value, DataViewType type)
    {
        Type itemType = RowMembers.GetItemType(typeof(T), out bool isVector);
        DataViewType expected = type is VectorDataViewType vector ? vector.ItemType : type;
        if (isVector != type is VectorDataViewType)
        {
            throw Contracts.Except("Value inputted is supposed to be {0}, but type of Annotationinfo is {1}",
                isVector ? "vector" : "scalar", isVector ? "scalar" : "vector");
        }

        if (itemType != expected.RawType)
        {
            throw Contracts.Except(
                "Value inputted is supposed to have Type {0}, but type of Annotationinfo has {1}", itemType, expected.RawType);
        }

        return new AnnotationValue(kind, type, () => GetterOf(value));
    }

    public static AnnotationValue Copy(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        Func<DataViewSchema.Annotations, DataViewSchema.Column, AnnotationValue> copy = Copy<int>;
        return Generics.Call<AnnotationValue>(copy, column.Type.RawType, annotations, column);
    }

    private static AnnotationValue Copy<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        T value = default;
        annotations.GetValue(column.Name, ref value);
        return Create(column.Name, value, column.Type);
    }

    private static Delegate GetterOf<T>(T value)
    {
        switch (value)
        {
            case string text:
                return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> destination) => destination = text.AsMemory());
            case string[] texts:
                return VectorGetterOf(Array.ConvertAll(texts, text => text.AsMemory()));
            case Array items:
                return Generics.Call<Delegate>((Func<int[], Delegate>)VectorGetterOf<int>, items.GetType().GetElementType(), items);
        }

        return RowMembers.IsVBuffer(typeof(T))
            ? Generics.Call<Delegate>((Func<VBuffer<int>, Delegate>)BufferGetterOf<int>, typeof(T).GetGenericArguments()[0], value)
            : (ValueGetter<T>)((ref T destination) => destination = value);
    }

    private static Delegate VectorGetterOf<T>(T[] items)
        => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) => VBuffer<T>.Copy(items, 0, ref destination, items.Length));

    private static Delegate BufferGetterOf<T>(VBuffer<T> buffer)
        => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) => buffer.CopyTo(ref destination));
}
