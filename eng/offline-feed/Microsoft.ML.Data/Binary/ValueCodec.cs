using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Text;

namespace Microsoft.ML.Data.IO;

/// <summary>How values of one column type are written as bytes.</summary>
internal abstract class ValueCodec
{
    protected ValueCodec(string name, DataViewType type)
    {
        (Name, Type) = (name, type);
    }

    /// <summary>What the codec is called in files.</summary>
    public string Name { get; }

    public DataViewType Type { get; }

    /// <summary>The name, the number of bytes of the parameters, and the parameters.</summary>
    public void WriteDefinition(BinaryWriter writer)
    {
        using var parameters = new MemoryStream();
        using (var inner = new BinaryWriter(parameters, Encoding.UTF8, leaveOpen: true))
        {
            WriteParameters(inner);
        }

        writer.Write(Name);
        writer.Write7BitEncodedInt64(parameters.Length);
        writer.Write(parameters.GetBuffer(), 0, (int)parameters.Length);
    }

    /// <summary>An empty list that <see cref="Write"/> takes, with a way to add to it what a row has in a column.</summary>
    public abstract ValueBlock CreateBlock();

    protected virtual void WriteParameters(BinaryWriter writer)
    {
    }
}

/// <summary>How values of one C# type are written as bytes, a block of them at a time.</summary>
internal abstract class ValueCodec<T> : ValueCodec
{
    protected ValueCodec(string name, DataViewType type)
        : base(name, type)
    {
    }

    public abstract void Write(BinaryWriter writer, IReadOnlyList<T> values);

    public abstract T[] Read(BinaryReader reader, int count);

    public sealed override ValueBlock CreateBlock() => new ValueBlock<T>(this);
}

/// <summary>Values on their way to a file, or from it.</summary>
internal abstract class ValueBlock
{
    /// <summary>An action that adds the current value of a row's column.</summary>
    public abstract Action BindAdd(DataViewRow row, DataViewSchema.Column column);

    /// <summary>Adds the value that a column's annotation has.</summary>
    public abstract void AddAnnotation(DataViewSchema.Annotations annotations, string kind);

    public abstract void WriteAndClear(BinaryWriter writer);

    public abstract void Read(BinaryReader reader, int count);

    /// <summary>A getter of the value that <paramref name="index"/> says at the time of the call.</summary>
    public abstract Delegate CreateGetter(Func<int> index);
}

/// <summary>Values of one C# type.</summary>
internal sealed class ValueBlock<T>(ValueCodec<T> codec) : ValueBlock
{
    private readonly List<T> _added = new();
    private T[] _read = Array.Empty<T>();

    public override Action BindAdd(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        return () =>
        {
            // A new one each time: the list keeps it.
            T value = default;
            get(ref value);
            _added.Add(value);
        };
    }

    public override void AddAnnotation(DataViewSchema.Annotations annotations, string kind)
    {
        T value = default;
        annotations.GetValue(kind, ref value);
        _added.Add(value);
    }

    public override void WriteAndClear(BinaryWriter writer)
    {
        codec.Write(writer, _added);
        _added.Clear();
    }

    public override void Read(BinaryReader reader, int count) => _read = codec.Read(reader, count);

    public override Delegate CreateGetter(Func<int> index) => (ValueGetter<T>)((ref T value) => Values.Copy(in _read[index()], ref value));

    private static class Values
    {
        public static readonly Copier Copy = CreateCopier();

        public delegate void Copier(in T source, ref T target);

        private static Copier CreateCopier()
        {
            if (!RowMembers.IsVBuffer(typeof(T)))
            {
                return static (in T source, ref T target) => target = source;
            }

            MethodInfo copy = typeof(VectorCopy).GetMethod(nameof(VectorCopy.Copy)).MakeGenericMethod(typeof(T).GetGenericArguments());
            return copy.CreateDelegate<Copier>();
        }
    }
}

/// <summary>What a reader gets must not share arrays with what is kept.</summary>
internal static class VectorCopy
{
    public static void Copy<TItem>(in VBuffer<TItem> source, ref VBuffer<TItem> target) => source.CopyTo(ref target);
}
