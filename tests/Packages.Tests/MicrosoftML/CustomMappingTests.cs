using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Packages.Tests.MicrosoftML;

/// <summary>Columns that an action makes.</summary>
public class CustomMappingTests
{
    private readonly MLContext _context = new();

    private IDataView Rows(int count = 3) => _context.Data.LoadFromEnumerable(Numbered.Rows(count));

    private static void Map(Numbered row, Made made)
    {
        made.Twice = 2 * row.Number;
        made.Tokens = [row.Number, row.Number + 1];
    }

    private CustomMappingEstimator<Numbered, Made> Estimator(string? contract = null)
        => _context.Transforms.CustomMapping<Numbered, Made>(Map, contract);

    [Fact]
    public void Action_adds_its_columns_to_every_row()
    {
        IDataView view = Estimator().Fit(Rows()).Transform(Rows());

        string[] columns = [nameof(Numbered.Number), nameof(Numbered.Text), nameof(Made.Twice), nameof(Made.Tokens)];
        Assert.Equal(columns, view.Schema.Select(column => column.Name));
        Assert.Equal([0, 2, 4], view.Values<int>(nameof(Made.Twice)));
        Assert.Equal([[0, 1], [1, 2], [2, 3]], view.GetColumn<int[]>(nameof(Made.Tokens)));
    }

    [Fact]
    public void Action_runs_once_a_row_and_only_if_its_columns_are_wanted()
    {
        int calls = 0;
        IDataView view = _context.Transforms
            .CustomMapping<Numbered, Made>((_, _) => Interlocked.Increment(ref calls), contractName: null)
            .Fit(Rows()).Transform(Rows());

        view.Values<int>(nameof(Numbered.Number));
        Assert.Equal(0, calls);

        Assert.Equal(3, _context.Data.CreateEnumerable<Made>(view, reuseRowObject: false).Count());
        Assert.Equal(3, calls);
    }

    [Fact]
    public void Estimator_and_transformer_refuse_rows_without_the_columns()
    {
        IDataView other = _context.Data.LoadFromEnumerable([new Made()]);

        var inFit = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator().Fit(other));
        var inTransform = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator().Fit(Rows()).Transform(other));
        Assert.Contains("'Number'", inFit.Message, StringComparison.Ordinal);
        Assert.Contains("'Number'", inTransform.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EstimatorChain<ITransformer>().Append(Estimator()).Fit(other));
    }

    [Fact]
    public void Estimator_refuses_a_column_of_another_type_and_names_both()
    {
        IDataView other = _context.Data.LoadFromEnumerable([new Otherwise()]);

        var e = Assert.Throws<ArgumentOutOfRangeException>(() => new EstimatorChain<ITransformer>().Append(Estimator()).Fit(other));

        Assert.Contains("expected Int32, got Single", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mapping_serves_single_rows()
    {
        using PredictionEngine<Numbered, Made> engine = _context.Model.CreatePredictionEngine<Numbered, Made>(Estimator().Fit(Rows()));

        Assert.Equal(14, engine.Predict(new Numbered { Number = 7 }).Twice);
        Assert.Equal([8, 9], engine.Predict(new Numbered { Number = 8 }).Tokens!);
    }

    [Fact]
    public void Mapping_with_a_contract_comes_back_from_a_model()
    {
        var stream = new MemoryStream();
        _context.Model.Save(Estimator(MadeFactory.Contract).Fit(Rows()), Rows().Schema, stream);
        stream.Position = 0;

        ITransformer loaded = new MLContext().Model.Load(stream, out _);

        Assert.Equal([0, 2, 4], loaded.Transform(Rows()).Values<int>(nameof(Made.Twice)));
    }

    [Fact]
    public void Mapping_without_a_contract_cannot_be_saved()
    {
        Assert.Throws<InvalidOperationException>(() => _context.Model.Save(Estimator().Fit(Rows()), null, new MemoryStream()));
    }

    [Fact]
    public void Contract_that_nobody_keeps_is_told()
    {
        var stream = new MemoryStream();
        _context.Model.Save(Estimator("nobody keeps this").Fit(Rows()), null, stream);
        stream.Position = 0;

        var e = Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(stream, out _));

        Assert.Contains("nobody keeps this", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Definitions_say_which_columns_are_meant()
    {
        SchemaDefinition input = SchemaDefinition.Create(typeof(Numbered));
        input[nameof(Numbered.Number)].ColumnName = "Count";
        SchemaDefinition output = SchemaDefinition.Create(typeof(Made));
        output[nameof(Made.Twice)].ColumnName = "Double";
        IDataView rows = _context.Data.LoadFromEnumerable(Numbered.Rows(2), input);

        IDataView view = _context.Transforms.CustomMapping<Numbered, Made>(Map, null, input, output).Fit(rows).Transform(rows);

        Assert.Equal([0, 2], view.Values<int>("Double"));
    }

    public class Made
    {
        public int Twice { get; set; }

        public int[] Tokens { get; set; } = [];
    }

    public class Otherwise
    {
        public float Number { get; set; }

        public string? Text { get; set; }
    }

    [CustomMappingFactoryAttribute(Contract)]
    public class MadeFactory : CustomMappingFactory<Numbered, Made>
    {
        public const string Contract = "packages-tests-made";

        public override Action<Numbered, Made> GetMapping() => Map;
    }
}
