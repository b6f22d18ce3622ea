using Microsoft.ML;

namespace Packages.Tests.MicrosoftML;

/// <summary>Data in parts that have no row in common.</summary>
public class SplitTests
{
    private readonly MLContext _context = new(seed: 1);

    private IDataView Rows(int count) => _context.Data.LoadFromEnumerable(Numbered.Rows(count));

    private static List<int> Numbers(IDataView view) => view.Values<int>(nameof(Numbered.Number));

    [Fact]
    public void Parts_share_no_row_and_lose_none()
    {
        DataOperationsCatalog.TrainTestData split = _context.Data.TrainTestSplit(Rows(1000), testFraction: 0.2);

        Assert.Equal(Enumerable.Range(0, 1000), Numbers(split.TrainSet).Concat(Numbers(split.TestSet)).Order());
        Assert.InRange(Numbers(split.TestSet).Count, 150, 250);
    }

    [Fact]
    public void Parts_have_the_columns_of_the_whole()
    {
        DataOperationsCatalog.TrainTestData split = _context.Data.TrainTestSplit(Rows(10));

        Assert.Equal([nameof(Numbered.Number), nameof(Numbered.Text)], split.TrainSet.Schema.Select(column => column.Name));
        Assert.Equal([nameof(Numbered.Number), nameof(Numbered.Text)], split.TestSet.Schema.Select(column => column.Name));
    }

    [Fact]
    public void Split_follows_its_seed()
    {
        List<int> First(int seed) => Numbers(_context.Data.TrainTestSplit(Rows(100), 0.5, seed: seed).TestSet);

        Assert.Equal(First(3), First(3));
        Assert.NotEqual(First(3), First(4));
    }

    // Expected rows: computed with ML.NET built from its sources (dotnet/machinelearning at cd2fbd617), by these very calls.
    [Theory]
    [InlineData(3, new[] { 0, 4, 5, 6, 10, 15, 18, 20, 23, 29, 30 })]
    [InlineData(null, new[] { 2, 9, 10, 12, 13, 21, 28, 33, 34, 35, 37 })]
    public void Seed_of_the_split_or_of_the_context_fixes_it_for_good(int? seed, int[] test)
    {
        Assert.Equal(test, Numbers(_context.Data.TrainTestSplit(Rows(40), 0.3, seed: seed).TestSet));
    }

    [Fact]
    public void Split_without_any_seed_is_the_same_every_time()
    {
        List<int> Test() => Numbers(new MLContext().Data.TrainTestSplit(Rows(40), 0.3).TestSet);

        Assert.Equal(Test(), Test());
    }

    [Fact]
    public void Parts_do_not_change_from_pass_to_pass()
    {
        IDataView test = _context.Data.TrainTestSplit(Rows(100), 0.5).TestSet;

        Assert.Equal(Numbers(test), Numbers(test));
    }

    [Fact]
    public void Rows_with_the_same_key_stay_together()
    {
        IDataView view = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i => new Grouped { Group = $"group {i % 40}" }));
        DataOperationsCatalog.TrainTestData split = _context.Data.TrainTestSplit(view, 0.5, samplingKeyColumnName: nameof(Grouped.Group));

        HashSet<string> train = split.TrainSet.Texts(nameof(Grouped.Group)).ToHashSet();
        HashSet<string> test = split.TestSet.Texts(nameof(Grouped.Group)).ToHashSet();
        Assert.Empty(train.Intersect(test));
        Assert.Equal(40, train.Count + test.Count);
        Assert.NotEmpty(train);
        Assert.NotEmpty(test);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Fraction_lies_between_zero_and_one(double fraction)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.TrainTestSplit(Rows(10), fraction));
    }

    [Fact]
    public void Key_column_must_be_there()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.TrainTestSplit(Rows(10), samplingKeyColumnName: "Absent"));
    }

    [Fact]
    public void Every_row_is_tested_in_one_fold()
    {
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds = _context.Data.CrossValidationSplit(Rows(300), numberOfFolds: 3);

        Assert.Equal(3, folds.Count);
        Assert.Equal(Enumerable.Range(0, 300), folds.SelectMany(fold => Numbers(fold.TestSet)).Order());
        Assert.All(folds, fold => Assert.Equal(300, Numbers(fold.TrainSet).Count + Numbers(fold.TestSet).Count));
    }

    public class Grouped
    {
        public string? Group { get; set; }
    }
}
