// Two RBMs are trained on digits without labels and initialize the first layers of a network that is trained on few labels.
// Prints: from machines fewer errors than from a random start: True
#:project ../src/Harmonium/Harmonium.csproj
using Harmonium;
using Harmonium.Data;
using Harmonium.Networks;
using Harmonium.Runs.Settings;

DataSplits mnist = Datasets.Mnist();
Dataset digits = mnist.Train.Split(seed: 1, 10_000)[0];
ScheduleSettings schedule = new() { Batch = 50, Epochs = 60 };

Mlp random = Mlp.Train(digits, new()
{
    Hidden = "200,200",
    Activation = "logistic",
    Network = new() { Initialization = InitializationKind.Xavier },
    Labeled = 500,
    Schedule = schedule,
});
Stack pretrained = Stack.Train(digits, new()
{
    Hidden = "200,200",
    Pretraining = new() { Schedule = new() { Epochs = 15 } },
    FineTune = true,
    Labeled = 500,
    FineTuning = new() { Schedule = schedule },
});
Console.WriteLine($"from machines fewer errors than from a random start: {Errors(pretrained) < Errors(random)}");

int Errors(Model model) => model.Predict(mnist.Test!).Zip(mnist.Test!.Labels!).Count(pair => pair.First != pair.Second);
