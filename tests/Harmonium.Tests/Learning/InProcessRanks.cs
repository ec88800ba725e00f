using Harmonium.Learning;
using Harmonium.Numerics;

namespace Harmonium.Tests;

/// <summary>Ranks that are threads of one process. Each sums the tensors of all ranks, in the order of the ranks.</summary>
internal sealed class InProcessRanks : Ranks
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private readonly Group _group;
    private readonly int _index;

    private InProcessRanks(Group group, int index) => (_group, _index) = (group, index);

    public override int Count => _group.Posted.Length;

    internal static InProcessRanks[] Of(int count)
    {
        Group group = new(new IReadOnlyList<Tensor>[count], new Barrier(count));
        return [.. Enumerable.Range(0, count).Select(index => new InProcessRanks(group, index))];
    }

    /// <summary>Runs every learner on its own thread.</summary>
    internal static void Run(IReadOnlyList<Learner> learners, long from, long to, int epochs)
    {
        Task[] tasks = [.. learners.Select(learner =>
            Task.Factory.StartNew(() => TinyTraining.Run(learner, from, to, epochs), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task.WaitAll(tasks, TestContext.Current.CancellationToken);
    }

    public override void Sum(IReadOnlyList<Tensor> tensors)
    {
        _group.Posted[_index] = tensors;
        Meet();
        Tensor[] sums = [.. tensors.Select((tensor, i) =>
            Enumerable.Range(0, Count).Aggregate(Tensor.ZerosLike(tensor), (sum, rank) => sum.AddScaled(_group.Posted[rank][i])))];
        Meet();
        foreach ((Tensor tensor, Tensor sum) in tensors.Zip(sums))
            sum.CopyTo(tensor);
        Meet();
    }

    private void Meet() => Assert.True(_group.Barrier.SignalAndWait(_patience), "A rank did not come.");

    private sealed record Group(IReadOnlyList<Tensor>[] Posted, Barrier Barrier);
}
