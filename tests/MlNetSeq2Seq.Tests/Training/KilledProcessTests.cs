using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Weights;
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

    // About as long as a step with its checkpoint takes, and as a program takes to its first step.
    private const int StepMilliseconds = 20;
    private const int EarlyMilliseconds = 1000;

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
        for (int kill = 0; kill < _kills; kill++)
        {
            using Process process = Start("train", _folder.FullName, Epochs.ToString(CultureInfo.InvariantCulture));

            // One in four dies at any moment since its start, while it reads data or a checkpoint; the others in a step, a validation or a checkpoint.
            bool isEarly = kill % 4 == 3;
            int lines = isEarly ? 0 : 1 + _random.Next(StepsPerEpoch * Epochs / (_kills + 2));
            string? last = null;
            for (int line = 0; line < lines && process.StandardOutput.ReadLine() is { } read; line++)
            {
                last = read;
            }

            process.WaitForExit(_random.Next(isEarly ? EarlyMilliseconds : StepMilliseconds));
            process.Kill();
            process.WaitForExit();
            Assert.True(isEarly || last?.StartsWith("step ", StringComparison.Ordinal) == true, $"The program ended by itself after '{last}': {process.StandardError.ReadToEnd()}");
            Assert.All(_folder.EnumerateDirectories("checkpoint-*").Where(folder => folder.Extension.Length == 0), AssertWhole);
            if (last is not null)
            {
                killedAfter.Add(long.Parse(last["step ".Length..], CultureInfo.InvariantCulture));
            }
        }

        using Process final = Start("train", _folder.FullName, Epochs.ToString(CultureInfo.InvariantCulture));
        string[] output = final.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        final.WaitForExit();

        Assert.True(killedAfter[^1] > killedAfter[0], $"The kills came after the steps {string.Join(", ", killedAfter)}.");
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

            process.WaitForExit(_random.Next(StepMilliseconds));
            process.Kill();
            process.WaitForExit();
            var loaded = (TransformerChain<ITransformer>)new MLContext(seed: 1).Model.Load(zip, out _);
            using var model = (TextGenerationTransformer)loaded.LastTransformer;
            Assert.Contains($"hash {Job.Hash(model.Model)}", hashes);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // A folder of a checkpoint's name loads: its record, and its tensors to the last byte that their headers tell of.
    private static void AssertWhole(DirectoryInfo checkpoint)
    {
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(checkpoint.FullName, "training.json")));
        using SafetensorsFile weights = SafetensorsFile.Open(Path.Combine(checkpoint.FullName, "model.safetensors"));
        using SafetensorsFile state = SafetensorsFile.Open(Path.Combine(checkpoint.FullName, "state.safetensors"));
        Assert.NotEmpty(weights.Entries);
        Assert.NotEmpty(state.Entries);
    }

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
