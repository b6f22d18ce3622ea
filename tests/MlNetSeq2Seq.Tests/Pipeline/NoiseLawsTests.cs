using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Pipeline;

/// <summary>
/// The noise of a row is a function of the clean row, the options, the seed, the pass and the row's id, and of nothing else.
/// </summary>
public sealed class NoiseLawsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory, MemberData(nameof(ComponentCases.Random), MemberType = typeof(ComponentCases))]
    public void The_pass_without_a_generator_is_always_the_same(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView view = Noised(component, component.Stream(_ml));
        ViewRow[] first = ViewRows.Of(view);

        ViewRows.Of(view, new KeyedRandom(5));

        Assert.Equal(first, ViewRows.Of(view));
        Assert.Equal(first, ViewRows.Of(Noised(component, component.Stream(new MLContext(seed: 2)))));
    }

    [Theory, MemberData(nameof(ComponentCases.Random), MemberType = typeof(ComponentCases))]
    public void Equal_generators_give_equal_passes(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView view = Noised(component, component.Data(_ml));

        Assert.Equal(ViewRows.Of(view, new KeyedRandom(5, 2)), ViewRows.Of(view, new KeyedRandom(5, 2)));
    }

    [Theory, MemberData(nameof(ComponentCases.Noisy), MemberType = typeof(ComponentCases))]
    public void Other_generators_give_other_passes(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView view = Noised(component, component.Stream(_ml));
        ViewRow[] first = ViewRows.Of(view, new KeyedRandom(5, 2));

        Assert.NotEqual(first, ViewRows.Of(view, new KeyedRandom(5, 3)));
        Assert.NotEqual(first, ViewRows.Of(view));
    }

    [Theory, MemberData(nameof(ComponentCases.Random), MemberType = typeof(ComponentCases))]
    public void Each_noisy_view_draws_exactly_one_number_for_a_pass(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView view = Noised(component, component.Stream(_ml));

        // Also when nobody asks for what is noisy, so that the generator goes on alike.
        Assert.Equal([nameof(Random.NextInt64)], Draws(log => ViewRows.Of(view, log)));
        Assert.Equal([nameof(Random.NextInt64)], Draws(log => ViewRows.Of(view, log, [view.Schema[0].Name])));
        Assert.Equal([nameof(Random.NextInt64)], Draws(log => ViewRows.OfSet(view, 4, log)));
    }

    [Fact]
    public void Two_noisy_views_draw_one_number_each()
    {
        ComponentCase component = ComponentCases.Get("encode-prefix-pairs: masked tokens");
        IDataView once = Noised(component, component.Stream(_ml));
        var options = SmallTraining.Encoding with { Columns = new PrefixColumns { InputIds = "AgainIds", Labels = "AgainLabels" } };

        IDataView twice = Noised(new EncodePrefixPairsEstimator(options), once);

        Assert.Equal([nameof(Random.NextInt64), nameof(Random.NextInt64)], Draws(log => ViewRows.Of(twice, log)));
    }

    [Theory, MemberData(nameof(ComponentCases.Random), MemberType = typeof(ComponentCases))]
    public void A_row_keeps_its_noise_when_the_order_changes(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView stream = component.Stream(_ml);
        ViewRow[] expected = ViewRows.Of(Noised(component, stream), new KeyedRandom(5));

        // The generator that decides over the pass shuffles the source too, if the source can be shuffled.
        ViewRow[] ofShuffledSource = ViewRows.Of(Noised(component, component.Data(_ml)), new KeyedRandom(5));
        ViewRow[] ofShuffledView = ViewRows.Of(Noised(component, _ml.Data.ShuffleRows(stream, seed: 4)), new KeyedRandom(5));

        Assert.NotEqual(expected.Select(r => r.Id), ofShuffledSource.Select(r => r.Id));
        Assert.NotEqual(expected.Select(r => r.Id), ofShuffledView.Select(r => r.Id));
        Assert.Equal(ViewRows.Sorted(expected), ViewRows.Sorted(ofShuffledSource));
        Assert.Equal(ViewRows.Sorted(expected), ViewRows.Sorted(ofShuffledView));
    }

    [Theory, MemberData(nameof(ComponentCases.Random), MemberType = typeof(ComponentCases))]
    public void A_row_keeps_its_noise_when_others_are_left_out(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        ViewRow[] all = ViewRows.Of(Noised(component, component.Stream(_ml)), new KeyedRandom(5));

        IDataView part = _ml.Data.TakeRows(_ml.Data.SkipRows(component.Stream(_ml), 100), 50);
        ViewRow[] some = ViewRows.Of(Noised(component, part), new KeyedRandom(5));

        Assert.Equal(all[100..150], some);
    }

    [Theory, MemberData(nameof(ComponentCases.Random), MemberType = typeof(ComponentCases))]
    public void A_row_has_the_same_noise_on_every_thread(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView view = Noised(component, component.Data(_ml));
        ViewRow[][] dealt = ViewRows.OfSet(view, 4, new KeyedRandom(5));

        Assert.True(dealt.Count(rows => rows.Length > 0) > 1, "The rows were not dealt out, so the test says nothing.");
        Assert.Equal(ViewRows.Sorted(ViewRows.Of(view, new KeyedRandom(5))), ViewRows.Sorted(dealt.SelectMany(rows => rows)));
    }

    [Theory, MemberData(nameof(ComponentCases.Random), MemberType = typeof(ComponentCases))]
    public void Rows_ids_and_clean_columns_stay_as_they_are(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView source = component.Stream(_ml);
        IDataView view = Noised(component, source);
        HashSet<string> written = [.. component.Fit(_ml).Columns.Writes.Select(w => w.Name)];
        string[] clean = [.. source.Schema.Select(c => c.Name).Where(c => !written.Contains(c))];

        Assert.Equal(source.GetRowCount(), view.GetRowCount());
        Assert.Equal(ViewRows.Of(source, columns: clean), ViewRows.Of(view, new KeyedRandom(5), clean));
        Assert.Equal(ViewRows.Of(source).Select(r => r.Id), ViewRows.Of(view, new KeyedRandom(5)).Select(r => r.Id));
    }

    [Theory, MemberData(nameof(ComponentCases.Random), MemberType = typeof(ComponentCases))]
    public void A_noisy_view_takes_a_generator_whether_or_not_its_source_can_shuffle(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView stream = component.Stream(_ml);

        Assert.False(stream.CanShuffle);
        Assert.True(Noised(component, stream).CanShuffle);
        Assert.True(Noised(component, component.Data(_ml)).CanShuffle);
        Assert.Equal(ViewRows.Of(stream).Select(r => r.Id), ViewRows.Of(Noised(component, stream), new KeyedRandom(5)).Select(r => r.Id));
    }

    [Theory, MemberData(nameof(ComponentCases.Noisy), MemberType = typeof(ComponentCases))]
    public void A_cache_after_the_noise_freezes_it(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        var next = new InputOfFit();
        new EstimatorChain<ITransformer>().Append(component.Estimator).AppendCacheCheckpoint(_ml).Append(next).Fit(component.Stream(_ml));

        ViewRow[] frozen = ViewRows.Sorted(ViewRows.Of(next.Input!));

        Assert.Equal(ViewRows.Sorted(ViewRows.Of(Noised(component, component.Stream(_ml)))), frozen);
        Assert.Equal(frozen, ViewRows.Sorted(ViewRows.Of(next.Input!, new KeyedRandom(5))));
    }

    [Theory, MemberData(nameof(ComponentCases.Noisy), MemberType = typeof(ComponentCases))]
    public void A_cache_before_the_noise_leaves_it_to_every_pass(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView source = component.Stream(_ml);
        var next = new InputOfFit();
        new EstimatorChain<ITransformer>().Append(_ml.Transforms.CopyColumns("Copy", source.Schema[0].Name)).AppendCacheCheckpoint(_ml)
            .Append(component.Estimator).Append(next).Fit(source);

        ViewRow[] first = ViewRows.Sorted(ViewRows.Of(next.Input!, new KeyedRandom(5)));

        Assert.Equal(first, ViewRows.Sorted(ViewRows.Of(next.Input!, new KeyedRandom(5))));
        Assert.NotEqual(first, ViewRows.Sorted(ViewRows.Of(next.Input!, new KeyedRandom(6))));
    }

    [Fact]
    public void Another_seed_and_other_columns_give_other_noise()
    {
        IDataView data = ComponentCases.Get("encode-prefix-pairs: masked tokens").Stream(_ml);
        EncodePrefixPairsOptions options = SmallTraining.Encoding;

        IEnumerable<string> first = Labels(options);

        Assert.Equal(first, Labels(options with { MaximumLength = options.MaximumLength + 1 }));
        Assert.NotEqual(first, Labels(options with { Seed = options.Seed + 1 }));

        // Two components of one kind in one pipeline must not hide the same tokens.
        Assert.NotEqual(first, Labels(options with { Columns = options.Columns with { InputIds = "OtherIds" } }));

        IEnumerable<string> Labels(EncodePrefixPairsOptions changed) =>
            ViewRows.Of(Noised(new EncodePrefixPairsEstimator(changed), data), columns: [changed.Columns.Labels]).Select(r => r.Values);
    }

    private static IDataView Noised(ComponentCase component, IDataView source) => Noised(component.Estimator, source);

    private static IDataView Noised(IEstimator<RowTransformer> estimator, IDataView source) => estimator.Fit(source).Transform(source);

    private static List<string> Draws(Action<Random> read)
    {
        var log = new DrawLog();
        read(log);
        return log.Draws;
    }

    /// <summary>Stands where a trainer would, and keeps what the trainer would be given.</summary>
    private sealed class InputOfFit : IEstimator<ITransformer>
    {
        public IDataView? Input { get; private set; }

        public ITransformer Fit(IDataView input)
        {
            Input = input;
            return new TransformerChain<ITransformer>();
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
