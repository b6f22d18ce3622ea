using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Generation;
using TrainingProcess;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>
/// Kills programs that train and save, at random moments, and looks at what they leave. A few kills here; the environment
/// variable KILLS says how many (eng/kill.sh takes fifty).
/// </summary>
[Trait("Kind", "Slow")]
public sealed class KilledProcessTests : IDisposable
{
    private const int StepsPerEpoch = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-kill-");
    private readonly KeyedRandom _random = new(20, 6);
    private readonly int _kills = int.Parse(Environment.GetEnvironmentVariable("KILLS") is { Length: > 0 } kills ? kills : "3", CultureInfo.InvariantCulture);

    private int Epochs => 40 + (10 * _kills);

    [Fact]
    public void A_training_that_is_killed_again_and_again_ends_with_the_bits_of_one_that_is_not()
    {
        string expected;
        using (TextGenerationTransformer whole = Job.Train(null, Epochs).LastTransformer)
        {
            expected = Job.Hash(whole.Model);
        }

        List<long> killedAfter = [];
        while (killedAfter.Count < _kills)
        {
            using Process process = Start("train", _folder.FullName, Epochs.ToString(CultureInfo.InvariantCulture));
            int lines = 1 + _random.Next(2 * StepsPerEpoch * Epochs / (_kills + 2));
            string? last = null;
            for (int line = 0; line < lines && process.StandardOutput.ReadLine() is { } read; line++)
            {
                last = read;
            }

            process.Kill();
            process.WaitForExit();
            Assert.True(last?.StartsWith("step ", StringComparison.Ordinal), $"The program ended by itself after '{last}': {process.StandardError.ReadToEnd()}");
            killedAfter.Add(long.Parse(last!["step ".Length..], CultureInfo.InvariantCulture));
            Assert.All(Checkpoints(), name => Assert.True(File.Exists(Path.Combine(_folder.FullName, name, "training.json")), $"{name} is not whole."));
            if (killedAfter[^1] == StepsPerEpoch * Epochs)
            {
                break; // nothing is left to be killed
            }
        }

        using Process final = Start("train", _folder.FullName, Epochs.ToString(CultureInfo.InvariantCulture));
        string[] output = final.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        final.WaitForExit();

        Assert.True(killedAfter.Zip(killedAfter.Skip(1)).All(pair => pair.Second > 0) && killedAfter[^1] > killedAfter[0], $"The kills came after the steps {string.Join(", ", killedAfter)}.");
        Assert.Equal($"hash {expected}", output[^1]);
    }

    [Fact]
    public void A_kill_while_a_model_is_saved_leaves_the_old_zip_or_the_new_one()
    {
        string zip = Path.Combine(_folder.FullName, "model.zip");
        for (int kill = 0; kill < _kills; kill++)
        {
            using Process process = Start("save", zip);
            string[] hashes = [process.StandardOutput.ReadLine()!, process.StandardOutput.ReadLine()!];
            int saves = 1 + _random.Next(20);
            for (int save = 0; save < saves; save++)
            {
                Assert.NotNull(process.StandardOutput.ReadLine());
            }

            process.Kill();
            process.WaitForExit();
            var loaded = (TransformerChain<ITransformer>)new MLContext(seed: 1).Model.Load(zip, out _);
            using var model = (TextGenerationTransformer)loaded.LastTransformer;
            Assert.Contains($"hash {Job.Hash(model.Model)}", hashes);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<string> Checkpoints() => _folder.EnumerateDirectories("checkpoint-*").Select(d => d.Name).Where(name => !name.EndsWith(".tmp", StringComparison.Ordinal));

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", typeof(ProcessAssembly).Assembly.Location, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
