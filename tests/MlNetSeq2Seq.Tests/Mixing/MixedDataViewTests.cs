using Microsoft.ML;
using MlNetSeq2Seq.Mixing;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Mixing;

public sealed class MixedDataViewTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Holds_the_rows_of_its_sources_with_their_names()
    {
        MixedDataView mix = Mix(new MixSourcesOptions(), ("few", Rows("a", 2)), ("many", Rows("b", 5)));

        ViewRow[] rows = ViewRows.Of(mix);

        Assert.Equal(7, mix.GetRowCount());
        Assert.Equal(
            ["Text: a0; Number: 0; SourceName: few", "Text: a1; Number: 1; SourceName: few", "Text: b0; Number: 0; SourceName: many", "Text: b1; Number: 1; SourceName: many"],
            rows.Select(row => row.Values).Order(StringComparer.Ordinal).Take(4));
        Assert.Equal(7, rows.Select(row => row.Values).Distinct().Count());
    }

    [Fact]
    public void Repeats_have_ids_of_their_own()
    {
        ViewRow[] rows = ViewRows.Of(Mix(new MixSourcesOptions { Rates = MixingRates.Equal() }, ("few", Rows("a", 2)), ("many", Rows("b", 5))));

        Assert.Equal(10, rows.Length);
        Assert.Equal(10, rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal([2, 3], rows.Where(row => row.Values.StartsWith("Text: a", StringComparison.Ordinal)).CountBy(row => row.Values).Select(pair => pair.Value).Order());
    }

    [Fact]
    public void Every_pass_has_the_same_rows_in_another_order()
    {
        MixedDataView mix = Mix(
            new MixSourcesOptions { Rates = MixingRates.ByTemperature(2), RowCount = 150 }, ("few", Cached("a", 20)), ("many", Rows("b", 400)), ("other", Cached("c", 90)));
        ViewRow[] canonical = ViewRows.Of(mix);
        ViewRow[] first = ViewRows.Of(mix, new KeyedRandom(5, 0));
        ViewRow[] second = ViewRows.Of(mix, new KeyedRandom(5, 1));

        Assert.Equal(canonical, ViewRows.Of(mix));
        Assert.Equal(first, ViewRows.Of(mix, new KeyedRandom(5, 0)));
        Assert.NotEqual(first, second);
        Assert.NotEqual(first, canonical);
        Assert.Equal(ViewRows.Sorted(canonical), ViewRows.Sorted(first));
        Assert.Equal(ViewRows.Sorted(canonical), ViewRows.Sorted(second));
        Assert.Equal(150, canonical.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public void Another_seed_chooses_other_rows_of_a_source_that_is_not_read_to_its_end()
    {
        IEnumerable<string> first = Values(seed: 1);

        Assert.Equal(50, first.Distinct().Count());
        Assert.Equal(first, Values(seed: 1));
        Assert.NotEqual(first, Values(seed: 2));

        IEnumerable<string> Values(int seed) =>
            ViewRows.Of(Mix(new MixSourcesOptions { RowCount = 50, Seed = seed }, ("one", Rows("a", 200)))).Select(row => row.Values).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Draws_one_number_and_hands_generators_on_to_sources_that_shuffle()
    {
        MixedDataView mix = Mix(new MixSourcesOptions(), ("stream", Rows("a", 50)), ("cached", Cached("b", 50)));
        var log = new DrawLog();
        ViewRow[] rows = ViewRows.Of(mix, log);

        Assert.Equal([nameof(Random.NextInt64)], log.Draws);
        Assert.Equal(Enumerable.Range(0, 50), Numbers("a"));
        Assert.NotEqual(Enumerable.Range(0, 50), Numbers("b"));
        Assert.Equal([nameof(Random.NextInt64)], Draws(again => ViewRows.OfSet(mix, 4, again)));

        IEnumerable<int> Numbers(string letter) => rows.Where(row => row.Values.StartsWith($"Text: {letter}", StringComparison.Ordinal))
            .Select(row => int.Parse(row.Values.Split("; ")[1]["Number: ".Length..], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Repeats_of_a_noisy_source_have_other_noise_in_training_passes()
    {
        IDataView pairs = _ml.Data.LoadFromEnumerable(Pairs.All);
        IDataView noisy = _ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(pairs).Transform(pairs);
        MixedDataView mix = _ml.Seq2Seq().MixSources(new MixSourcesOptions { RowCount = 2 * Pairs.All.Length }, KeyValuePair.Create("pairs", noisy));

        int labels = ViewRows.Of(mix, new KeyedRandom(3), ["Target", "Labels"]).Select(row => row.Values).Distinct().Count();

        Assert.InRange(labels, Pairs.All.Length + 1, 2 * Pairs.All.Length);
    }

    [Fact]
    public void Reports_the_rates_that_it_has()
    {
        MixedDataView mix = Mix(new MixSourcesOptions { Rates = MixingRates.Explicit(1, 3), RowCount = 10 }, ("a", Rows("a", 4)), ("b", Rows("b", 40)));

        Assert.Equal([new MixedSource("a", 4, 3, 0.25, 0.3), new MixedSource("b", 40, 7, 0.75, 0.7)], mix.Sources);
    }

    [Fact]
    public void Counts_sources_that_do_not_know_their_rows()
    {
        IDataView filtered = _ml.Data.FilterByCustomPredicate<Row>(Rows("a", 9), row => row.Number < 3);

        Assert.Null(filtered.GetRowCount());
        Assert.Equal(6, Mix(new MixSourcesOptions(), ("filtered", filtered)).GetRowCount());
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        IDataView other = _ml.Data.LoadFromEnumerable(Pairs.All);

        Assert.Contains("source 'b' too, which has only 'Source', 'Target'", Complaint(("a", Rows("a", 2)), ("b", other)), StringComparison.Ordinal);
        Assert.Contains("two sources of the name 'a'", Complaint(("a", Rows("a", 2)), ("a", Rows("a", 2))), StringComparison.Ordinal);
        Assert.Contains("source 'a' without a row", Complaint(("a", Rows("a", 0))), StringComparison.Ordinal);
        Assert.Contains("at least one source", Complaint(), StringComparison.Ordinal);

        string Complaint(params (string Name, IDataView View)[] sources) =>
            Assert.ThrowsAny<ArgumentException>(() => Mix(new MixSourcesOptions(), sources)).Message;
    }

    private static List<string> Draws(Action<Random> read)
    {
        var log = new DrawLog();
        read(log);
        return log.Draws;
    }

    private MixedDataView Mix(MixSourcesOptions options, params (string Name, IDataView View)[] sources) =>
        _ml.Seq2Seq().MixSources(options, [.. sources.Select(source => KeyValuePair.Create(source.Name, source.View))]);

    private IDataView Rows(string letter, int count) =>
        _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row { Text = $"{letter}{i}", Number = i }).ToArray());

    private IDataView Cached(string letter, int count) => _ml.Data.Cache(Rows(letter, count));

    private sealed class Row
    {
        public string Text { get; set; } = "";

        public int Number { get; set; }
    }
}
