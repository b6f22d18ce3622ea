using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Inference;

/// <summary>What users of views rely on: each row read once and in its order, nothing computed that nobody asks for.</summary>
public sealed class TextModelCursorTests : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly TextGenerationTransformer _model;

    public TextModelCursorTests() => _model = SmallTraining.Chain(_ml, SmallTraining.Options(epochs: 1)).Fit(_ml.Data.LoadFromEnumerable(Pairs.All)).LastTransformer;

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Data_that_can_be_read_only_once_is_answered_row_by_row()
    {
        var queue = new Queue<Row>(Rows(300));
        IEnumerable<Row> Drain()
        {
            while (queue.TryDequeue(out Row? row))
            {
                yield return row;
            }
        }

        Assert.Equal(Answers(_ml.Data.LoadFromEnumerable(Rows(300))), Answers(_ml.Data.LoadFromEnumerable(Drain())));
    }

    [Fact]
    public void The_first_row_is_answered_before_hundreds_are_read()
    {
        int read = 0;
        IDataView output = _model.Transform(_ml.Data.LoadFromEnumerable(Rows(1000).Select(row => Count(row, ref read))));

        Assert.Equal(2, _ml.Data.TakeRows(output, 2).GetColumn<string>("Generated").Count());

        Assert.InRange(read, 2, 8);
    }

    [Fact]
    public void Rows_that_are_passed_over_are_not_computed()
    {
        // A row without text cannot be computed.
        IDataView output = _model.Transform(_ml.Data.LoadFromEnumerable(Rows(40).Select(row => row.Number < 33 ? new Row { Number = row.Number } : row)));

        Assert.Equal(7, _ml.Data.SkipRows(output, 33).GetColumn<string>("Generated").Count());
        Assert.Equal("GenerateText found no text in column 'Source' of row 32.", Assert.Throws<InvalidOperationException>(() => _ml.Data.SkipRows(output, 32).GetColumn<string>("Generated").Count()).Message);
    }

    [Fact]
    public void Columns_that_need_no_model_pass_through_without_their_texts_being_read()
    {
        int read = 0;
        IDataView input = _ml.Data.LoadFromEnumerable(Rows(20));
        IDataView counted = _ml.Transforms.CustomMapping<Row, Told>((row, told) => told.Value = Count(row, ref read).Source, contractName: null).Fit(input).Transform(input);
        IDataView output = _model.With(_model.Options with { SourceColumn = "Told" }).Transform(counted);

        Assert.Equal(Enumerable.Range(0, 20), output.GetColumn<int>("Number"));
        Assert.Equal(0, read);
        Assert.Equal(20, output.GetColumn<string>("Generated").Count());
        Assert.Equal(20, read);
    }

    [Fact]
    public void Shuffled_rows_keep_their_own_answers()
    {
        IDataView output = _model.Transform(_ml.Data.Cache(_ml.Data.LoadFromEnumerable(Rows(100))));
        Assert.True(output.CanShuffle);

        // Without the scores, whose last bits depend on the rows computed beside them.
        string[] columns = ["Source", "Number", "Numbers", "Generated"];
        ViewRow[] shuffled = ViewRows.Of(output, new Random(3), columns);

        ViewRow[] ordered = ViewRows.Of(output, columns: columns);
        Assert.NotEqual(ordered, shuffled);
        Assert.Equal(ViewRows.Sorted(ordered), ViewRows.Sorted(shuffled));
    }

    [Fact]
    public void Values_given_away_stay_as_they_were()
    {
        IDataView output = _model.Transform(_ml.Data.LoadFromEnumerable(Rows(50)));
        DataViewSchema.Column[] columns = [output.Schema["Numbers"], output.Schema["Generated"], output.Schema["Number"]];
        using DataViewRowCursor cursor = output.GetRowCursor(columns);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(columns[0]);
        List<VBuffer<float>> given = [];
        while (cursor.MoveNext())
        {
            VBuffer<float> value = default;
            get(ref value);
            given.Add(value);
        }

        Assert.Equal(Rows(50).Select(row => row.Numbers), given.Select(value => value.DenseValues()));
    }

    [Fact]
    public void A_disposed_model_says_so_and_is_not_saved()
    {
        IDataView input = _ml.Data.LoadFromEnumerable(Rows(3));
        using var folder = new MemoryStream();
        _ml.Model.CreatePredictionEngine<Row, Answer>(_model).Dispose();

        Assert.Contains("OwnsTransformer is false", Assert.Throws<ObjectDisposedException>(() => Answers(input)).Message, StringComparison.Ordinal);
        Assert.Contains("The model was disposed", Assert.Throws<ObjectDisposedException>(() => _ml.Model.Save(_model, input.Schema, folder)).Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => _model.Model.WriteFolder(Path.Combine(Path.GetTempPath(), "never-written")));
        Assert.False(Directory.Exists(Path.Combine(Path.GetTempPath(), "never-written")));
    }

    private static IEnumerable<Row> Rows(int count) => Enumerable.Range(0, count).Select(i => new Row
    {
        Source = Pairs.All[i % Pairs.All.Length].Source, Number = i, Numbers = [.. Enumerable.Range(0, (i % 5) + 1).Select(n => (float)(n + i))],
    });

    private static Row Count(Row row, ref int count)
    {
        count++;
        return row;
    }

    private (int, string)[] Answers(IDataView input) =>
        [.. _ml.Data.CreateEnumerable<Answered>(_model.Transform(input), reuseRowObject: false).Select(row => (row.Number, row.Generated))];

    private sealed class Row
    {
        public string Source { get; set; } = "";

        public int Number { get; set; }

        public float[] Numbers { get; set; } = [];
    }

    private sealed class Told
    {
        [ColumnName("Told")]
        public string? Value { get; set; }
    }

    private sealed class Answered
    {
        public int Number { get; set; }

        public string Generated { get; set; } = "";
    }
}
