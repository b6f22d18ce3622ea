using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ColumnConcatenatingTransformer), null, typeof(SignatureLoadModel),
    "Concat Transform", ColumnConcatenatingTransformer.LoaderSignature, ColumnConcatenatingTransformer.LoaderSignatureOld)]

namespace Microsoft.ML.Data;

/// <summary>Puts the items of several columns into one vector.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "ConcatTransform";
    internal const string LoaderSignatureOld = "ConcatFunction";

    private readonly (string Output, string[] Inputs)[] _columns;

    internal ColumnConcatenatingTransformer(IHostEnvironment env, string outputColumnName, params string[] inputColumnNames)
        : this(
            Contracts.CheckRef(env, nameof(env)).Register(nameof(ColumnConcatenatingTransformer)),
            new[] { (outputColumnName, inputColumnNames) })
    {
    }

    private ColumnConcatenatingTransformer(IHost host, (string Output, string[] Inputs)[] columns)
        : base(host)
    {
        _columns = columns;
    }

    private static ColumnConcatenatingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        int count = ctx.Reader.ReadInt32();
        env.CheckDecode(count > 0);
        var columns = new List<(string, string[])>();
        for (int i = 0; i < count; i++)
        {
            string output = ctx.LoadNonEmptyString();
            int inputCount = ctx.Reader.ReadInt32();
            env.CheckDecode(inputCount > 0);
            var inputs = new List<string>();
            for (int j = 0; j < inputCount; j++)
            {
                inputs.Add(ctx.LoadNonEmptyString());
                ctx.LoadStringOrNull(); // another name for it in the slot names, which nothing public gives
            }

            columns.Add((output, inputs.ToArray()));
        }

        return new ColumnConcatenatingTransformer(env.Register(nameof(ColumnConcatenatingTransformer)), columns.ToArray());
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CONCAT F",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderAssemblyName: ModelAssembly.Name,
        loaderSignature: LoaderSignature,
        loaderSignatureAlt: LoaderSignatureOld);

    // The number of columns; for each its name, the number of its inputs, and for each of those its name and no other one.
    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.Writer.Write(_columns.Length);
        foreach ((string output, string[] inputs) in _columns)
        {
            ctx.SaveNonEmptyString(output);
            ctx.Writer.Write(inputs.Length);
            foreach (string input in inputs)
            {
                ctx.SaveNonEmptyString(input);
                ctx.SaveStringOrNull(null);
            }
        }
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : MapperBase
    {
        private readonly ColumnConcatenatingTransformer _parent;
        private readonly DataViewSchema.Column[][] _inputs;

        public Mapper(ColumnConcatenatingTransformer parent, DataViewSchema inputSchema)
            : base(parent.Host.Register(nameof(Mapper)), inputSchema, parent)
        {
            _parent = parent;
            _inputs = Array.ConvertAll(parent._columns, column => Array.ConvertAll(column.Inputs, Find));
            foreach (DataViewSchema.Column[] inputs in _inputs)
            {
                DataViewType itemType = inputs[0].Type.GetItemType();
                foreach (DataViewSchema.Column input in inputs)
                {
                    if (!input.Type.GetItemType().Equals(itemType))
                    {
                        throw Host.ExceptSchemaMismatch(
                            nameof(inputSchema), "input", input.Name, itemType.ToString(), input.Type.ToString());
                    }
                }
            }
        }

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => _inputs.Select((inputs, i) => OutputColumn(_parent._columns[i].Output, inputs)).ToArray();

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer)
        {
            disposer = null;
            DataViewSchema.Column[] inputs = _inputs[iinfo];
            return IsIdentity(inputs)
                ? RowCursorUtils.GetGetterAsDelegate(input, inputs[0].Index)
                : Generics.Call<Delegate>((Func<DataViewRow, DataViewSchema.Column[], Delegate>)MakeGetter<int>,
                    inputs[0].Type.GetItemType().RawType, input, inputs);
        }

        private protected override Func<int, bool> GetDependenciesCore(Func<int, bool> activeOutput)
        {
            HashSet<int> needed = _inputs.Where((_, i) => activeOutput(i))
                .SelectMany(inputs => inputs).Select(input => input.Index).ToHashSet();
            return needed.Contains;
        }

        private protected override void SaveModel(ModelSaveContext ctx) => _parent.SaveModel(ctx);

        private static bool IsIdentity(DataViewSchema.Column[] inputs) => inputs.Length == 1 && inputs[0].Type is VectorDataViewType;

        private static DataViewSchema.DetachedColumn OutputColumn(string name, DataViewSchema.Column[] inputs)
        {
            if (IsIdentity(inputs))
            {
                return new DataViewSchema.DetachedColumn(name, inputs[0].Type, inputs[0].Annotations);
            }

            int size = inputs.Any(input => input.Type.GetValueCount() == 0) ? 0 : inputs.Sum(input => input.Type.GetValueCount());
            var annotations = new DataViewSchema.Annotations.Builder();
            if (size > 0 && inputs.Any(input => input.Type is not VectorDataViewType || HasSlotNames(input)))
            {
                ReadOnlyMemory<char>[] names = inputs.SelectMany(SlotNames).ToArray();
                annotations.AddSlotNames(size, (ref VBuffer<ReadOnlyMemory<char>> value)
                    => VBuffer<ReadOnlyMemory<char>>.Copy(names, 0, ref value, names.Length));
            }

            return new DataViewSchema.DetachedColumn(
                name, new VectorDataViewType((PrimitiveDataViewType)inputs[0].Type.GetItemType(), size), annotations.ToAnnotations());
        }

        private static bool HasSlotNames(DataViewSchema.Column column)
        {
            DataViewType names = column.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.SlotNames)?.Type;
            return names is VectorDataViewType { ItemType: TextDataViewType } vector && vector.Size == column.Type.GetVectorSize();
        }

        // A scalar's slot is called as its column; a vector's slots have their own names, with the column's in front.
        private static IEnumerable<ReadOnlyMemory<char>> SlotNames(DataViewSchema.Column column)
        {
            if (column.Type is not VectorDataViewType vector)
            {
                return new[] { column.Name.AsMemory() };
            }

            if (!HasSlotNames(column))
            {
                return new ReadOnlyMemory<char>[vector.Size];
            }

            VBuffer<ReadOnlyMemory<char>> names = default;
            column.Annotations.GetValue(AnnotationUtils.Kinds.SlotNames, ref names);
            return names.DenseValues().Select(name => name.IsEmpty ? name : $"{column.Name}.{name}".AsMemory()).ToArray();
        }

        private static Delegate MakeGetter<T>(DataViewRow row, DataViewSchema.Column[] inputs)
        {
            List<Action<List<T>>> add = inputs.Select(input => Adder<T>(row, input)).ToList();
            var items = new List<T>();
            return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
            {
                items.Clear();
                add.ForEach(addTo => addTo(items));
                VBufferEditor<T> editor = VBufferEditor.Create(ref value, items.Count);
                items.CopyTo(editor.Values);
                value = editor.Commit();
            });
        }

        private static Action<List<T>> Adder<T>(DataViewRow row, DataViewSchema.Column column)
        {
            if (column.Type is not VectorDataViewType vector)
            {
                ValueGetter<T> getItem = row.GetGetter<T>(column);
                return items =>
                {
                    T item = default;
                    getItem(ref item);
                    items.Add(item);
                };
            }

            ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> buffer = default;
            return items =>
            {
                get(ref buffer);
                if (vector.IsKnownSize && buffer.Length != vector.Size)
                {
                    throw Contracts.Except("Column '{0}': expected {1} slots, but got {2}", column.Name, vector.Size, buffer.Length);
                }

                items.AddRange(buffer.DenseValues());
            };
        }

        private DataViewSchema.Column Find(string name) => InputSchema.GetColumnOrNull(name)
            ?? throw Host.ExceptSchemaMismatch("inputSchema", "input", name);
    }
}
