using System;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Adds columns that an action of the user's makes, of one object from another.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly IHost _host;
    private readonly Action<TSrc, TDst> _map;
    private readonly string _contractName;
    private readonly SchemaDefinition _inputSchemaDefinition;

    internal CustomMappingTransformer(
        IHostEnvironment env,
        Action<TSrc, TDst> mapAction,
        string contractName,
        SchemaDefinition inputSchemaDefinition = null,
        SchemaDefinition outputSchemaDefinition = null)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register("CustomMappingTransformer");
        _host.CheckValue(mapAction, nameof(mapAction));
        (_map, _contractName, _inputSchemaDefinition) = (mapAction, contractName, inputSchemaDefinition);
        AddedColumns = outputSchemaDefinition is null
            ? RowColumn.Create(typeof(TDst), SchemaDefinition.Direction.Write)
            : RowColumn.Create(typeof(TDst), outputSchemaDefinition);
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal RowColumn[] AddedColumns { get; }

    internal RowColumn[] InputColumns => _inputSchemaDefinition is null
        ? RowColumn.Create(typeof(TSrc), SchemaDefinition.Direction.Both)
        : RowColumn.Create(typeof(TSrc), _inputSchemaDefinition);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return RowToRowMapperTransform.GetOutputSchema(inputSchema, new Mapper(this, inputSchema));
    }

    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new RowToRowMapperTransform(_host, input, new Mapper(this, input.Schema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return new RowToRowMapperTransform(_host, new EmptyDataView(_host, inputSchema), new Mapper(this, inputSchema));
    }

    private void SaveModel(ModelSaveContext ctx)
    {
        if (_contractName is null)
        {
            throw _host.Except("Empty contract name for a transform: the transform cannot be saved");
        }

        CustomTransformerModel.Save(_host, ctx, _contractName, _map.Method.DeclaringType.Assembly.FullName);
    }

    private sealed class Mapper : IRowMapper
    {
        private readonly CustomMappingTransformer<TSrc, TDst> _parent;
        private readonly ObjectBinding<TSrc> _source;

        public Mapper(CustomMappingTransformer<TSrc, TDst> parent, DataViewSchema inputSchema)
        {
            _parent = parent;
            _source = new ObjectBinding<TSrc>(parent._host, inputSchema, ignoreMissingColumns: false, parent._inputSchemaDefinition);
        }

        // All added columns come of one call of the action, which is made when the first of them is asked for.
        public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
        {
            disposer = null;
            var getters = new Delegate[_parent.AddedColumns.Length];
            if (!Enumerable.Range(0, getters.Length).Any(activeOutput))
            {
                return getters;
            }

            Action<TSrc> fill = _source.Bind(input);
            var source = new TSrc();
            var destination = new TDst();
            var row = new ObjectRow<TDst>(_parent._host, _parent.AddedColumns);
            long mapped = -1;
            void Refresh()
            {
                if (mapped != input.Position)
                {
                    fill(source);
                    _parent._map(source, destination);
                    row.Show(destination);
                    mapped = input.Position;
                }
            }

            for (int i = 0; i < getters.Length; i++)
            {
                getters[i] = activeOutput(i)
                    ? Generics.Call<Delegate>((Func<DataViewRow, DataViewSchema.Column, Action, Delegate>)Refreshed<int>,
                        row.Schema[i].Type.RawType, row, row.Schema[i], (Action)Refresh)
                    : null;
            }

            return getters;
        }

        public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
        {
            if (!Enumerable.Range(0, _parent.AddedColumns.Length).Any(activeOutput))
            {
                return _ => false;
            }

            int[] needed = _source.Columns.Select(column => column.Index).ToArray();
            return needed.Contains;
        }

        public DataViewSchema.DetachedColumn[] GetOutputColumns() => Array.ConvertAll(_parent.AddedColumns, column => column.Detach());

        public ITransformer GetTransformer() => _parent;

        void ICanSaveModel.Save(ModelSaveContext ctx) => _parent.SaveModel(ctx);

        private static Delegate Refreshed<T>(DataViewRow row, DataViewSchema.Column column, Action refresh)
        {
            ValueGetter<T> get = row.GetGetter<T>(column);
            return (ValueGetter<T>)((ref T value) =>
            {
                refresh();
                get(ref value);
            });
        }
    }
}
