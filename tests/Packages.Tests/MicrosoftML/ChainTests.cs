using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Packages.Tests.MicrosoftML;

/// <summary>Chains: who takes part on which occasion, and what a chain promises as a whole.</summary>
public class ChainTests
{
    private readonly MLContext _context = new(seed: 1);

    private IDataView Rows(int count = 2) => _context.Data.LoadFromEnumerable(Numbered.Rows(count));

    private ColumnCopyingEstimator Copy(string output) => _context.Transforms.CopyColumns(output, nameof(Numbered.Number));

    private EstimatorChain<ColumnCopyingTransformer> Scoped() => new EstimatorChain<ITransformer>()
        .Append(Copy("Always"))
        .Append(Copy("Train"), TransformerScope.Training)
        .Append(Copy("Test"), TransformerScope.Testing)
        .Append(Copy("TrainTest"), TransformerScope.TrainTest)
        .Append(Copy("Score"), TransformerScope.Scoring);

    private static string[] Added(DataViewSchema schema) => schema.Select(column => column.Name).Skip(2).ToArray();

    [Theory]
    [InlineData(TransformerScope.Training, "Always,Train,TrainTest")]
    [InlineData(TransformerScope.Testing, "Always,Test,TrainTest")]
    [InlineData(TransformerScope.Scoring, "Always,Score")]
    [InlineData(TransformerScope.TrainTest, "Always,Train,Test,TrainTest")]
    [InlineData(TransformerScope.Everything, "Always,Train,Test,TrainTest,Score")]
    public void Scope_says_who_takes_part(TransformerScope scope, string added)
    {
        TransformerChain<ColumnCopyingTransformer> model = Scoped().Fit(Rows());

        Assert.Equal(added, string.Join(',', Added(model.Transform(Rows(), scope).Schema)));
        Assert.Equal(added, string.Join(',', Added(model.GetOutputSchema(Rows().Schema, scope))));
        Assert.Equal(added, string.Join(',', Added(model.GetModelFor(scope).Transform(Rows(), scope).Schema)));
    }

    [Fact]
    public void Scoring_is_meant_where_no_scope_is_named()
    {
        TransformerChain<ColumnCopyingTransformer> model = Scoped().Fit(Rows());

        Assert.Equal(["Always", "Score"], Added(model.Transform(Rows()).Schema));
        Assert.Equal(["Always", "Score"], Added(model.GetOutputSchema(Rows().Schema)));
    }

    [Fact]
    public void Model_for_a_scope_is_a_chain_of_those_alone()
    {
        TransformerChain<ColumnCopyingTransformer> model = Scoped().Fit(Rows());

        Assert.Equal(5, model.Count());
        Assert.Equal(2, model.GetModelFor(TransformerScope.Scoring).Count());
    }

    [Fact]
    public void Last_member_has_its_own_type()
    {
        EstimatorChain<ColumnSelectingTransformer> chain = Copy("A").Append(_context.Transforms.SelectColumns("A"));
        TransformerChain<ColumnSelectingTransformer> model = chain.Fit(Rows());

        Assert.Same(model.LastTransformer, model.Last());
        Assert.NotNull(chain.LastEstimator);
    }

    [Fact]
    public void Members_see_what_those_before_them_added()
    {
        EstimatorChain<ColumnSelectingTransformer> chain = Copy("A")
            .Append(_context.Transforms.CopyColumns("B", "A"))
            .Append(_context.Transforms.SelectColumns("B"));
        IDataView view = chain.Fit(Rows()).Transform(Rows());

        Assert.Equal(["B"], view.Schema.Select(column => column.Name));
        Assert.Equal([0, 1], view.Values<int>("B"));
    }

    [Fact]
    public void Chain_is_extended_without_being_changed()
    {
        EstimatorChain<ColumnCopyingTransformer> first = new EstimatorChain<ITransformer>().Append(Copy("A"));
        EstimatorChain<ColumnCopyingTransformer> second = first.Append(Copy("B"));

        Assert.Single(first.Fit(Rows()));
        Assert.Equal(2, second.Fit(Rows()).Count());
    }

    [Fact]
    public void What_does_not_fit_is_found_before_anything_is_fitted()
    {
        var probe = new ProbeEstimator(Copy("A"));

        Assert.Throws<ArgumentOutOfRangeException>(() => probe.Append(_context.Transforms.CopyColumns("B", "Absent")).Fit(Rows()));
        Assert.Equal(0, probe.Fitted);
    }

    [Fact]
    public void Estimators_after_a_checkpoint_read_from_the_cache()
    {
        int mapped = 0;
        IEstimator<ITransformer> counting = _context.Transforms.CustomMapping<Numbered, Doubled>(
            (row, doubled) =>
            {
                Interlocked.Increment(ref mapped);
                doubled.Double = 2 * row.Number;
            },
            contractName: null);
        var reader = new ReadingEstimator(nameof(Doubled.Double), times: 3, Copy("A"));

        counting.AppendCacheCheckpoint(_context).Append(reader).Fit(Rows(4));

        Assert.Equal([0, 2, 4, 6], reader.Seen!);
        Assert.Equal(4, mapped);
    }

    [Fact]
    public void Estimators_without_a_checkpoint_read_anew()
    {
        int mapped = 0;
        IEstimator<ITransformer> counting = _context.Transforms.CustomMapping<Numbered, Doubled>(
            (_, _) => Interlocked.Increment(ref mapped), contractName: null);

        counting.Append(new ReadingEstimator(nameof(Doubled.Double), times: 3, Copy("A"))).Fit(Rows(4));

        Assert.Equal(12, mapped);
    }

    [Fact]
    public void Checkpoint_needs_something_before_it()
    {
        Assert.Throws<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_context));
    }

    [Fact]
    public void Chain_maps_single_rows_if_all_its_members_do()
    {
        ITransformer mapping = new TransformerChain<ITransformer>(Copy("A").Fit(Rows()), Copy("B").Fit(Rows()));
        ITransformer other = new TransformerChain<ITransformer>(Copy("A").Fit(Rows()), new TakeTransformer(_context));

        Assert.True(mapping.IsRowToRowMapper);
        Assert.False(other.IsRowToRowMapper);
        Assert.Throws<InvalidOperationException>(() => other.GetRowToRowMapper(Rows().Schema));
    }

    [Fact]
    public void Member_for_training_alone_decides_over_the_whole_chain_but_not_over_its_part_for_scoring()
    {
        TransformerChain<ITransformer> model = new TransformerChain<ITransformer>(Copy("A").Fit(Rows()))
            .Append<ITransformer>(new TakeTransformer(_context), TransformerScope.Training);

        Assert.False(((ITransformer)model).IsRowToRowMapper);
        Assert.True(((ITransformer)model.GetModelFor(TransformerScope.Scoring)).IsRowToRowMapper);
    }

    [Fact]
    public void Mapper_of_a_chain_asks_for_what_its_first_member_needs()
    {
        ITransformer chain = Copy("A").Append(_context.Transforms.CopyColumns("B", "A")).Fit(Rows());
        DataViewSchema schema = Rows().Schema;
        IRowToRowMapper mapper = chain.GetRowToRowMapper(schema);

        IEnumerable<DataViewSchema.Column> needed = mapper.GetDependencies([mapper.OutputSchema["B"]]);

        Assert.Same(schema, mapper.InputSchema);
        Assert.Equal([nameof(Numbered.Number)], needed.Select(column => column.Name));
    }

    [Fact]
    public void Empty_chain_changes_nothing()
    {
        ITransformer chain = new TransformerChain<ITransformer>();
        IDataView rows = Rows();

        Assert.Same(rows, chain.Transform(rows));
        Assert.Same(rows.Schema, chain.GetOutputSchema(rows.Schema));
        Assert.Same(rows.Schema, chain.GetRowToRowMapper(rows.Schema).OutputSchema);
    }

    [Fact]
    public void Disposing_a_chain_disposes_its_members_once()
    {
        var member = new TakeTransformer(_context);
        var chain = new TransformerChain<ITransformer>(Copy("A").Fit(Rows()), member);

        chain.Dispose();
        chain.Dispose();

        Assert.Equal(1, member.Disposed);
    }

    [Fact]
    public void Scopes_must_be_as_many_as_transformers()
    {
        ITransformer copy = Copy("A").Fit(Rows());

        Assert.Throws<InvalidOperationException>(() => new TransformerChain<ITransformer>([copy], Array.Empty<TransformerScope>()));
    }

    [Fact]
    public void Delegate_is_told_the_fitted_transformer()
    {
        ITransformer? fitted = null;
        ITransformer model = Copy("A").WithOnFitDelegate(transformer => fitted = transformer).Fit(Rows());

        Assert.Same(model, fitted);
    }

    public class Doubled
    {
        public int Double { get; set; }
    }

    /// <summary>Counts how often it is fitted.</summary>
    private sealed class ProbeEstimator(IEstimator<ITransformer> inner) : IEstimator<ITransformer>
    {
        public int Fitted { get; private set; }

        public ITransformer Fit(IDataView input)
        {
            Fitted++;
            return inner.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }

    /// <summary>Reads a column several times, as a trainer of several epochs does.</summary>
    private sealed class ReadingEstimator(string column, int times, IEstimator<ITransformer> inner) : IEstimator<ITransformer>
    {
        public List<int>? Seen { get; private set; }

        public ITransformer Fit(IDataView input)
        {
            for (int i = 0; i < times; i++)
            {
                Seen = input.Values<int>(column);
            }

            return inner.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }

    /// <summary>A transformer that is no mapping of single rows.</summary>
    private sealed class TakeTransformer(MLContext context) : ITransformer, IDisposable
    {
        public bool IsRowToRowMapper => false;

        public int Disposed { get; private set; }

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => context.Data.TakeRows(input, 1);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
            => throw new InvalidOperationException("No mapping of single rows.");

        public void Save(ModelSaveContext ctx) => throw new InvalidOperationException("Not to be saved.");

        public void Dispose() => Disposed++;
    }
}
