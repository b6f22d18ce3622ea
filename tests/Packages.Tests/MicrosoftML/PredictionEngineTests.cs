using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Packages.Tests.MicrosoftML;

/// <summary>Single objects through a transformer.</summary>
public class PredictionEngineTests
{
    private readonly MLContext _context = new();

    private TransformerChain<ColumnCopyingTransformer> Model() => _context.Transforms.CopyColumns("Again", nameof(Source.Text))
        .Append(_context.Transforms.CopyColumns("Tokens", nameof(Source.Ints)))
        .Fit(_context.Data.LoadFromEnumerable(Array.Empty<Source>()));

    [Fact]
    public void Object_goes_in_and_another_comes_out()
    {
        using PredictionEngine<Source, Target> engine = _context.Model.CreatePredictionEngine<Source, Target>(Model());

        Target target = engine.Predict(new Source { Text = "一", Ints = [1, 2] });

        Assert.Equal("一", target.Again);
        Assert.Equal([1, 2], target.Tokens!);
    }

    [Fact]
    public void Every_prediction_is_of_its_own_object()
    {
        using PredictionEngine<Source, Target> engine = _context.Model.CreatePredictionEngine<Source, Target>(Model());

        Target first = engine.Predict(new Source { Text = "一", Ints = [1, 2] });
        Target second = engine.Predict(new Source { Text = "二", Ints = [3, 4] });

        Assert.Equal("一", first.Again);
        Assert.Equal([1, 2], first.Tokens!);
        Assert.Equal("二", second.Again);
        Assert.Equal([3, 4], second.Tokens!);
    }

    [Fact]
    public void Prediction_can_be_filled_into_an_object_that_is_there()
    {
        using PredictionEngine<Source, Target> engine = _context.Model.CreatePredictionEngine<Source, Target>(Model());
        var target = new Target();
        Target same = target;

        engine.Predict(new Source { Text = "一" }, ref target);

        Assert.Same(same, target);
        Assert.Equal("一", target.Again);
    }

    [Fact]
    public void Empty_vector_comes_out_as_null()
    {
        using PredictionEngine<Source, Target> engine = _context.Model.CreatePredictionEngine<Source, Target>(Model());

        Assert.Null(engine.Predict(new Source { Ints = [] }).Tokens);
    }

    [Fact]
    public void Output_schema_is_that_of_the_transformer()
    {
        using PredictionEngine<Source, Target> engine = _context.Model.CreatePredictionEngine<Source, Target>(Model());

        Assert.Equal([nameof(Source.Text), nameof(Source.Ints), "Again", "Tokens"], engine.OutputSchema.Select(column => column.Name));
    }

    [Fact]
    public void Members_without_a_column_are_left_alone_unless_that_is_refused()
    {
        using PredictionEngine<Source, More> engine = _context.Model.CreatePredictionEngine<Source, More>(Model());

        Assert.Equal("as it was", engine.Predict(new Source()).Absent);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _context.Model.CreatePredictionEngine<Source, More>(Model(), ignoreMissingColumns: false));
    }

    [Fact]
    public void Input_that_lacks_a_column_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Model.CreatePredictionEngine<Numbered, Target>(Model()));
    }

    [Fact]
    public void Transformer_that_maps_no_single_rows_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _context.Model.CreatePredictionEngine<Source, Target>(new Owned { IsRowToRowMapper = false }));
    }

    [Fact]
    public void Null_is_no_example()
    {
        using PredictionEngine<Source, Target> engine = _context.Model.CreatePredictionEngine<Source, Target>(Model());

        Assert.Throws<ArgumentNullException>(() => engine.Predict(null!));
    }

    [Fact]
    public void Schema_of_a_model_can_be_the_input_s()
    {
        DataViewSchema schema = _context.Data.LoadFromEnumerable([new FixedSource()]).Schema;
        ITransformer model = _context.Transforms.CopyColumns("Again", nameof(Source.Ints))
            .Fit(_context.Data.LoadFromEnumerable([new FixedSource()]));

        using PredictionEngine<Source, FixedTarget> engine =
            _context.Model.CreatePredictionEngine<Source, FixedTarget>(model, OnlyInts(schema));

        Assert.Equal("Vector<Int32, 2>", engine.OutputSchema["Again"].Type.ToString());
        Assert.Equal([5, 6], engine.Predict(new Source { Ints = [5, 6] }).Again!);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Engine_disposes_a_transformer_that_it_owns(bool owns, int disposed)
    {
        var transformer = new Owned();
        PredictionEngine<Source, Target> engine = _context.Model.CreatePredictionEngine<Source, Target>(
            transformer, new PredictionEngineOptions { OwnsTransformer = owns });

        engine.Dispose();
        engine.Dispose();

        Assert.Equal(disposed, transformer.Disposed);
    }

    [Fact]
    public void Options_own_the_transformer_and_ignore_missing_columns_unless_told_otherwise()
    {
        var options = new PredictionEngineOptions();

        Assert.True(options.OwnsTransformer);
        Assert.True(options.IgnoreMissingColumns);
        Assert.Null(options.InputSchemaDefinition);
        Assert.Null(options.OutputSchemaDefinition);
    }

    private static DataViewSchema OnlyInts(DataViewSchema schema)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(nameof(Source.Ints), schema[nameof(Source.Ints)].Type);
        return builder.ToSchema();
    }

    public class Source
    {
        public string? Text { get; set; }

        public int[]? Ints { get; set; }
    }

    public class FixedSource
    {
        [VectorType(2)]
        public int[] Ints { get; set; } = [0, 0];
    }

    public class FixedTarget
    {
        public int[]? Again { get; set; }
    }

    public class Target
    {
        public string? Again { get; set; }

        public int[]? Tokens { get; set; }
    }

    public class More
    {
        public string? Again { get; set; }

        public string Absent { get; set; } = "as it was";
    }

    /// <summary>A transformer that changes nothing and counts its disposals.</summary>
    private sealed class Owned : ITransformer, IDisposable
    {
        public bool IsRowToRowMapper { get; init; } = true;

        public int Disposed { get; private set; }

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => input;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
            => ((ITransformer)new TransformerChain<ITransformer>()).GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => throw new InvalidOperationException("Not to be saved.");

        public void Dispose() => Disposed++;
    }
}
