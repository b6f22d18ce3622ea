using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Generation;

/// <summary>Writes for single rows, for prediction engines.</summary>
internal sealed class GenerationMapper(DataViewSchema inputSchema, TextGenerationTransformer transformer) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema { get; } = transformer.GetOutputSchema(inputSchema);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        DataViewSchema.Column[] columns = [.. dependingColumns];
        IEnumerable<DataViewSchema.Column> passed = columns.Where(c => c.Index < inputSchema.Count).Select(c => inputSchema[c.Index]);
        bool writes = columns.Any(c => c.Index >= inputSchema.Count);
        return (writes ? passed.Append(inputSchema[transformer.Options.SourceColumn]) : passed).DistinctBy(c => c.Index);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new Row(input, OutputSchema, transformer, [.. activeColumns.Select(c => c.Index)]);

    private sealed class Row(DataViewRow input, DataViewSchema schema, TextGenerationTransformer transformer, HashSet<int> active) : DataViewRow
    {
        private ValueGetter<ReadOnlyMemory<char>>? _text;
        private IReadOnlyList<GeneratedText> _written = [];
        private long _writtenAt = -1;

        public override DataViewSchema Schema => schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            int passed = input.Schema.Count;
            return column.Index < passed ? input.GetGetter<TValue>(input.Schema[column.Index]) : GenerationGetters.Of<TValue>(column.Index - passed, Current);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                input.Dispose();
            }

            base.Dispose(disposing);
        }

        private IReadOnlyList<GeneratedText> Current()
        {
            if (_writtenAt != input.Position)
            {
                _text ??= input.GetGetter<ReadOnlyMemory<char>>(input.Schema[transformer.Options.SourceColumn]);
                ReadOnlyMemory<char> text = default;
                _text(ref text);
                _written = transformer.Generator.Generate([GenerationGetters.Checked(text, input.Position, transformer.Options.SourceColumn)])[0];
                _writtenAt = input.Position;
            }

            return _written;
        }
    }
}
