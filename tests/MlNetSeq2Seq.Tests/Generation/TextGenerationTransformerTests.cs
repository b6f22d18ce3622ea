using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Generation;

public sealed class TextGenerationTransformerTests(TrainedModelFixture trained) : IClassFixture<TrainedModelFixture>
{
    private static string[] Sources => [.. Pairs.All.Select(p => p.Source)];

    [Fact]
    public void What_was_learnt_is_written()
    {
        Answer[] answers = SmallTraining.Answers(trained.ML, trained.Model, Sources);

        Assert.Equal(Pairs.All.Select(p => p.Target), answers.Select(a => a.Generated));
    }

    [Fact]
    public void Candidates_differ_and_are_ranked_by_their_scores()
    {
        Answer[] answers = SmallTraining.Answers(trained.ML, trained.Model, Sources);

        Assert.All(answers, answer =>
        {
            Assert.Equal(answer.Generated, answer.Candidates![0]);
            Assert.Equal(answer.Candidates.Distinct(), answer.Candidates);
            Assert.Equal(answer.Candidates.Length, answer.Scores!.Length);
            Assert.Equal(answer.Scores.OrderDescending(), answer.Scores);
        });
    }

    [Fact]
    public void A_loaded_model_writes_what_the_saved_one_did()
    {
        Answer[] expected = SmallTraining.Answers(trained.ML, trained.Model, Sources);

        Answer[] actual = SmallTraining.Answers(trained.ML, Load(trained.Path), Sources);

        Assert.Equal(expected.SelectMany(a => a.Candidates!), actual.SelectMany(a => a.Candidates!));
        Assert.Equal(expected.SelectMany(a => a.Scores!), actual.SelectMany(a => a.Scores!));
    }

    [Fact]
    public void Eight_threads_with_an_engine_each_get_the_answers_of_one()
    {
        string[] expected = [.. SmallTraining.Answers(trained.ML, trained.Model, Sources).Select(a => a.Generated)];
        ITransformer loaded = Load(trained.Path);
        string[][] found = new string[8][];

        Parallel.For(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = found.Length }, thread =>
        {
            using PredictionEngine<Query, Answer> engine = trained.ML.Model.CreatePredictionEngine<Query, Answer>(
                loaded, new PredictionEngineOptions { OwnsTransformer = false });
            found[thread] = [.. Sources.Select(s => engine.Predict(new Query { Source = s }).Generated)];
        });

        Assert.All(found, answers => Assert.Equal(expected, answers));
    }

    [Fact]
    public void Other_columns_and_row_ids_pass_through_in_their_order()
    {
        IDataView input = trained.ML.Data.LoadFromEnumerable(Enumerable.Range(0, 300).Select(i => new Numbered { Source = Sources[i % Sources.Length], Number = i }));
        IDataView output = trained.Model.Transform(input);

        Assert.Equal(Enumerable.Range(0, 300), output.GetColumn<int>("Number"));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => Pairs.All[i % Sources.Length].Target), output.GetColumn<string>("Generated"));
    }

    [Fact]
    public void Sampling_gives_a_source_the_same_text_alone_and_in_a_batch()
    {
        TextGenerationTransformer sampling = trained.Generator.With(trained.Generator.Options with
        {
            Search = new SamplingOptions { TopP = 0.9, Temperature = 1.5, Seed = 3, MaximumLength = 8 },
        });

        string[] together = [.. SmallTraining.Answers(trained.ML, sampling, Sources).Select(a => a.Generated)];

        Assert.Equal(together, Sources.Select(s => SmallTraining.Answers(trained.ML, sampling, [s])[0].Generated));
    }

    [Fact]
    public void Weights_saved_in_bfloat16_make_a_zip_of_about_half_the_size_that_writes_the_same()
    {
        string path = trained.Beside("bfloat16.zip");
        trained.ML.Seq2Seq().SaveModel(trained.Generator.SavedAs(WeightType.BFloat16), trained.Schema, path);

        Assert.InRange(new FileInfo(path).Length / (double)new FileInfo(trained.Path).Length, 0.3, 0.65);
        Assert.Equal(Pairs.All.Select(p => p.Target), SmallTraining.Answers(trained.ML, Load(path), Sources).Select(a => a.Generated));
    }

    [Fact]
    public void An_empty_text_is_refused_with_its_column_and_row()
    {
        Exception thrown = Innermost(Assert.ThrowsAny<Exception>(() => SmallTraining.Answers(trained.ML, trained.Model, ["红茶", " "])));

        Assert.Equal("GenerateText found no text in column 'Source' of row 1.", thrown.Message);
    }

    [Fact]
    public void A_missing_column_and_one_of_another_type_are_named()
    {
        IDataView missing = trained.ML.Data.LoadFromEnumerable([new { Text = "红茶" }]);
        IDataView number = trained.ML.Data.LoadFromEnumerable([new { Source = 1 }]);

        Assert.Contains("GenerateText reads column 'Source' of type String, but the data has only 'Text'.", Assert.Throws<ArgumentOutOfRangeException>(() => trained.Model.Transform(missing)).Message, StringComparison.Ordinal);
        Assert.Contains("but the data has it with type Int32.", Assert.Throws<ArgumentOutOfRangeException>(() => trained.Model.Transform(number)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_cut_off_are_refused_in_one_sentence()
    {
        string path = WithEntry("cut.zip", "Weights.bin", bytes => bytes[..(bytes.Length / 2)]);

        Assert.Contains("ends before the", Innermost(Assert.ThrowsAny<Exception>(() => Load(path))).Message + Messages(() => Load(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_shape_are_refused_with_both_shapes()
    {
        string path = WithEntry("shape.zip", "Config.json", bytes => Replace(bytes, "\"intermediate_size\": 64", "\"intermediate_size\": 65"));

        Assert.Contains("with shape [64", Messages(() => Load(path)), StringComparison.Ordinal);
        Assert.Contains("but the model has it with shape [65", Messages(() => Load(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_without_SEP_is_refused_by_name()
    {
        string path = WithEntry("sep.zip", "Vocabulary.txt", bytes => Replace(bytes, "[SEP]", "[SEQ]"));

        Assert.Contains("lacks the special token [SEP]", Messages(() => Load(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_that_this_version_does_not_know_is_an_error()
    {
        string path = WithEntry("option.zip", "Options.json", bytes => Replace(bytes, "\"BatchSize\"", "\"BatchSise\""));

        Assert.Contains("options that this version of MlNetSeq2Seq does not understand", Messages(() => Load(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_leaves_the_old_zip_whole()
    {
        string path = trained.Beside("kept.zip");
        trained.ML.Seq2Seq().SaveModel(trained.Model, trained.Schema, path);
        byte[] before = File.ReadAllBytes(path);

        Assert.ThrowsAny<Exception>(() => trained.ML.Seq2Seq().SaveModel(new FullDisk(), trained.Schema, path));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!, "kept.zip*"));
    }

    private static string Messages(Action action)
    {
        Exception? e = Assert.ThrowsAny<Exception>(action);
        string all = "";
        for (; e is not null; e = e.InnerException)
        {
            all += e.Message + "\n";
        }

        return all;
    }

    private static Exception Innermost(Exception e) => e.InnerException is null ? e : Innermost(e.InnerException);

    private static byte[] Replace(byte[] bytes, string old, string @new)
    {
        string text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetBytes(text.Replace(old, @new, StringComparison.Ordinal));
    }

    private ITransformer Load(string path) => trained.ML.Model.Load(path, out _);

    private string WithEntry(string name, string entryName, Func<byte[], byte[]> change)
    {
        string path = trained.Beside(name);
        File.Copy(trained.Path, path, overwrite: true);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        ZipArchiveEntry entry = Assert.Single(zip.Entries, e => e.Name == entryName);
        using var bytes = new MemoryStream();
        using (Stream stream = entry.Open())
        {
            stream.CopyTo(bytes);
        }

        string fullName = entry.FullName;
        entry.Delete();
        using Stream changed = zip.CreateEntry(fullName).Open();
        changed.Write(change(bytes.ToArray()));
        return path;
    }

    private sealed class Numbered
    {
        public string Source { get; set; } = "";

        public int Number { get; set; }
    }

    /// <summary>A model in whose saving the disk runs full.</summary>
    private sealed class FullDisk : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException("No mapper.");

        public IDataView Transform(IDataView input) => input;

        void ICanSaveModel.Save(ModelSaveContext ctx) => throw new IOException("No space left on device.");
    }
}
