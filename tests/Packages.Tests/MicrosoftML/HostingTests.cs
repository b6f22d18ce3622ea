using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Packages.Tests.MicrosoftML;

/// <summary>The environment that components run in: seeds, messages, progress, cancelling, options.</summary>
public class HostingTests
{
#pragma warning disable CA1859 // The context implements the interface explicitly.
    private static IHostEnvironment Environment(int? seed = null) => new MLContext(seed);
#pragma warning restore CA1859

    // The numbers were drawn by ML.NET 5.0.0 (dotnet/machinelearning, tag v5.0.0) with the same calls.
    [Fact]
    public void Seed_fixes_the_draws_of_a_host()
    {
        Random random = Environment(seed: 42).Register("Part").Rand;

        Assert.Equal([607163, 84391, 25864, 345623], Enumerable.Range(0, 4).Select(_ => random.Next(1_000_000)));
        Assert.Equal(994247040, random.Next());
        Assert.Equal(0.17264221399091184, random.NextDouble());
        Assert.Equal(11, random.Next(-50, 50));
        byte[] bytes = new byte[4];
        random.NextBytes(bytes);
        Assert.Equal([5, 244, 143, 114], bytes);
    }

    [Fact]
    public void Hosts_have_generators_of_their_own()
    {
        IHostEnvironment environment = Environment(seed: 1);

        int[] first = [environment.Register("A").Rand.Next(), environment.Register("B").Rand.Next()];
        environment = Environment(seed: 1);
        IHost a = environment.Register("A");
        a.Register("Inner").Rand.Next();
        int[] second = [Environment(seed: 1).Register("X").Rand.Next(), environment.Register("B").Rand.Next()];

        Assert.Equal(first, second); // by order of registration, not by name, and untouched by what other hosts draw
        Assert.NotEqual(first[0], first[1]);
    }

    [Fact]
    public void Seed_of_a_host_can_be_given()
    {
        Assert.Equal(
            Environment(seed: 1).Register("A", seed: 5).Rand.Next(),
            Environment(seed: 2).Register("B", seed: 5).Rand.Next());
    }

    [Fact]
    public void Sixty_four_bit_draws_are_fixed_by_the_seed_too()
    {
        Assert.Equal(Environment(seed: 3).Register("A").Rand.NextInt64(), Environment(seed: 3).Register("A").Rand.NextInt64());
    }

    [Fact]
    public void Messages_of_a_channel_reach_the_log()
    {
        var context = new MLContext();
        var messages = new List<(ChannelMessageKind Kind, string Message)>();
        context.Log += (_, e) => messages.Add((e.Kind, e.RawMessage));
        using (IChannel channel = ((IHostEnvironment)context).Register("Part").Start("Work"))
        {
            channel.Info(MessageSensitivity.None, "{0} rows", 3);
            channel.Warning(MessageSensitivity.None, "slow");
        }

        Assert.Contains((ChannelMessageKind.Info, "3 rows"), messages);
        Assert.Contains((ChannelMessageKind.Warning, "slow"), messages);
    }

    [Fact]
    public void Source_of_a_message_is_host_and_channel()
    {
        var context = new MLContext();
        var sources = new HashSet<string>();
        context.Log += (_, e) => sources.Add(e.Source);
        using (((IHostEnvironment)context).Start("Own"))
        {
        }

        using (((IHostEnvironment)context).Register("Part").Start("Work"))
        {
        }

        Assert.Equal(["Own", "Part; Work"], sources.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Message_must_not_be_empty()
    {
        using IChannel channel = Environment().Start("Work");

        Assert.Throws<ArgumentOutOfRangeException>(() => channel.Info(MessageSensitivity.None, ""));
    }

    [Fact]
    public void Host_needs_a_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Environment().Register(""));
    }

    [Fact]
    public void Exceptions_say_which_component_threw_them()
    {
        IHost host = Environment().Register("Outer").Register("Inner");
        using IChannel channel = host.Start("Work");

        Exception fromHost = host.Except("why");
        Exception fromChannel = channel.Except("why");

        Assert.True(fromHost.IsMarked());
        Assert.Equal("Environment", Environment().Except("why").Data["Throwing component"]);
        Assert.Equal("Inner", fromChannel.Data["Throwing component"]);
        Assert.Equal("Work", fromChannel.Data["Phase"]);
    }

    [Fact]
    public void Host_that_was_cancelled_stops_its_parts()
    {
        IHost host = Environment().Register("Outer");
        IHost part = host.Register("Inner");
        part.CheckAlive();

        ((ICancelable)host).CancelExecution();

        Assert.Throws<OperationCanceledException>(host.CheckAlive);
        Assert.Throws<OperationCanceledException>(part.CheckAlive);
        Assert.Throws<OperationCanceledException>(host.Register("Later").CheckAlive);
    }

    [Fact]
    public void Progress_takes_as_many_values_as_it_has_names()
    {
        using IProgressChannel progress = Environment().StartProgressChannel("Training");
        progress.SetHeader(new ProgressHeader(["Loss"], ["Steps"]), entry => entry.SetProgress(0, 1, 10));

        progress.Checkpoint(0.5, 1);
        progress.Checkpoint(0.5, 1, 10);
        progress.Checkpoint();

        Assert.Throws<InvalidOperationException>(() => progress.Checkpoint(0.5, 1, 10, 4));
    }

    [Fact]
    public void Progress_ends_with_its_channel()
    {
        IProgressChannel progress = Environment().StartProgressChannel("Training");
        using (IProgressChannel part = progress.StartProgressChannel("Epoch"))
        {
            part.Checkpoint(1);
        }

        progress.Dispose();
        progress.Dispose();

        Assert.Throws<InvalidOperationException>(() => progress.Checkpoint());
    }

    [Fact]
    public void Header_of_progress_has_empty_lists_for_what_is_left_out()
    {
        var header = new ProgressHeader("Steps", "Epochs");

        Assert.Equal(["Steps", "Epochs"], header.UnitNames);
        Assert.Empty(header.MetricNames);
        Assert.Empty(new ProgressHeader(["Loss"], null).UnitNames);
    }

    [Fact]
    public void Options_are_kept_by_name_and_type()
    {
        var context = new MLContext();

        Assert.True(context.TryAddOption("Rows", 3));
        Assert.False(context.TryAddOption("Rows", 4));
        Assert.True(context.TryGetOption("Rows", out int rows));
        Assert.Equal(3, rows);
        Assert.False(context.TryGetOption("Rows", out string _));
        context.SetOption("Rows", 5);
        Assert.Equal(5, context.GetOptionOrDefault<int>("Rows"));
        Assert.Equal(0, context.GetOptionOrDefault<int>("Columns"));
        Assert.True(context.RemoveOption("Rows"));
        Assert.False(context.RemoveOption("Rows"));
        Assert.Throws<ArgumentNullException>(() => context.SetOption(" ", 1));
    }

    [Fact]
    public void Host_sees_the_settings_of_its_environment()
    {
        var context = new MLContext { GpuDeviceId = 1, FallbackToCpu = false, TempFilePath = Path.GetTempPath() };

        var host = (IHostEnvironmentInternal)((IHostEnvironment)context).Register("Part");

        Assert.Equal(1, host.GpuDeviceId);
        Assert.False(host.FallbackToCpu);
        Assert.Equal(Path.GetTempPath(), host.TempFilePath);
    }
}
