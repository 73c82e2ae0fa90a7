import { capital } from "./capital.ts";
import type { Words } from "./en.ts";

/**
 * Portuguese, closer to Brazil where the two differ, and without words that would puzzle readers
 * elsewhere. Names of places stand after a colon, since they come without their article; a time
 * stands after "até", which fits an hour and a day.
 */
export const pt: Words = {
  app: {
    name: "Graticule",
    tagline:
      "Reuniões por vídeo que respeitam fronteiras sem serem encerradas por elas. Limite por lugar quem pode entrar; ninguém mais é afetado.",
    process: "Como este serviço trata os pedidos de governos",
    inPublic: "Pedidos de governos",
    skip: "Ir para o conteúdo",
    loading: "Um momento…",
    offline:
      "O serviço não responde. Verifique sua conexão; esta página tenta de novo automaticamente.",
    failed: "Algo deu errado do nosso lado. Tente de novo daqui a pouco.",
    tooMany: "Foi um pouco rápido. Espere um momento e tente de novo.",
    retry: "Tentar de novo",
    copy: "Copiar",
    copied: "Copiado",
    sayMore: "Escreva pelo menos algumas palavras.",
    home: "Ir para a página inicial",
    placesBy: "Dados de localização:",
    certain: (ipv4: string, ipv6: string) =>
      `Podemos ter certeza do lugar de ${ipv4} dos endereços IPv4 e de ${ipv6} dos endereços IPv6.`,
    noneCertain: "No momento, não podemos ter certeza do lugar de ninguém.",
    language: "Idioma",
    machine: "Tradução automática: algumas frases podem soar estranhas.",
  },
  home: {
    title: "Entrar em uma reunião",
    linkLabel: "Cole o link da reunião",
    linkWrong:
      "Isso não é um link de reunião. Copie por inteiro o link que você recebeu e cole aqui.",
    go: "Entrar",
    meetings: "Reuniões",
    start: "Iniciar uma reunião",
    schedule: "Agendar uma reunião",
    meetingOf: (name: string) => `Reunião: ${name}`,
    signIn: "Fazer login",
    signOut: "Sair",
    account: "Sua conta",
    administration: "Administração",
    desk: "Mesa de solicitações",
    signInToMake: "Para criar uma reunião é preciso ter conta; para entrar basta o link.",
    mine: "Suas reuniões",
    mineOnDevice: "Guardadas neste navegador",
    none: "Nada planejado. Suas reuniões aparecerão aqui.",
    noAnswer: "Não é possível mostrar suas reuniões agora.",
    manage: "Gerenciar",
    manageOf: (title) => `Gerenciar: ${title}`,
    more: "Mostrar tudo",
    inProgress: "Em andamento",
    joinOf: (title) => `Entrar: ${title}`,
    repeats: "repete-se",
    anytime: "a qualquer hora",
    ended: "Encerradas",
    endedKept:
      "Em “Gerenciar” você encontra o histórico e o registro das regras de acesso até que tudo seja apagado.",
    deletedOn: (day) => `será apagada: ${day}`,
    startFault: {
      "no-keys":
        "Este navegador não consegue criptografar uma reunião. Você pode agendar uma sem criptografia em “Options”.",
      "code-kept":
        "O serviço deu a esta reunião o código de outra, cujos links este navegador guarda. Nada da nova foi salvo aqui, então esses links estão a salvo. Tente de novo.",
    },
  },
  sentence: {
    everyone: "Todas as pessoas podem entrar, de qualquer lugar.",
    hostOpen: "O anfitrião deixa entrar de qualquer lugar.",
    order: (places, time) =>
      `Por uma ordem, até ${time}, não podem entrar as pessoas que estão com certeza nestes lugares: ${places}.`,
    orderBy: (who, places, time) =>
      `Por uma ordem (${who}), até ${time}, não podem entrar as pessoas que estão com certeza nestes lugares: ${places}.`,
    orderExcept: (places) => `A ordem não vale para: ${places}.`,
    limitedByOrder: "Uma ordem limita o acesso conforme o lugar.",
    except: (places) => `Não podem entrar as pessoas que estão nestes lugares: ${places}.`,
    only: (places) => `Só podem entrar as pessoas que estão nestes lugares: ${places}.`,
    onlyNever: (places, never) =>
      `Só podem entrar as pessoas que estão nestes lugares: ${places}. Ninguém pode entrar a partir de: ${never}.`,
    doubtAdmit: "Se não conseguimos saber onde uma pessoa está, ela pode entrar.",
    doubtHold: "Se não conseguimos saber onde uma pessoa está, ela espera na sala de espera.",
    doubtRefuse: "Se não conseguimos saber onde uma pessoa está, ela também não pode entrar.",
    doubtAsk:
      "Se não conseguimos saber onde uma pessoa está, mas algum lugar é provável, perguntamos a ela; se a resposta combina, ela pode entrar. As outras esperam na sala de espera.",
    until: (time) => `Isso vale até ${time}.`,
    more: (count) => (count === 1 ? "mais 1 lugar" : `mais ${count} lugares`),
    nowhere: "…",
    setBy: {
      host: "o anfitrião",
      "co-host": "um coanfitrião",
      acting: "quem fazia o papel do anfitrião",
    },
    limit: {
      "meeting/closed": (who, places) => `${capital(who)} fechou esta reunião para: ${places}.`,
      "meeting/closed-until": (who, places, time) =>
        `${capital(who)} fechou esta reunião, até ${time}, para: ${places}.`,
      "meeting/only": (who, places) => `${capital(who)} abriu esta reunião só para: ${places}.`,
      "meeting/only-until": (who, places, time) =>
        `${capital(who)} abriu esta reunião, até ${time}, só para: ${places}.`,
      "account/closed": (places) =>
        `A organização do anfitrião fechou todas as reuniões dela para: ${places}.`,
      "account/closed-until": (places, time) =>
        `A organização do anfitrião fechou todas as reuniões dela, até ${time}, para: ${places}.`,
      "account/only": (places) =>
        `A organização do anfitrião abriu todas as reuniões dela só para: ${places}.`,
      "account/only-until": (places, time) =>
        `A organização do anfitrião abriu todas as reuniões dela, até ${time}, só para: ${places}.`,
      "platform/closed": (places) => `Este serviço está fechado para: ${places}.`,
      "platform/closed-until": (places, time) =>
        `Este serviço está fechado, até ${time}, para: ${places}.`,
      "platform/only": (places) => `Este serviço está aberto só para: ${places}.`,
      "platform/only-until": (places, time) =>
        `Este serviço está aberto, até ${time}, só para: ${places}.`,
    },
    because: (ground) => `Motivo: ${ground}.`,
    ground: {
      sanctions: "sanções",
      licence: "uma licença",
      security: "segurança",
      "own-policy": "as regras do próprio serviço",
      unnamed: "não informado",
    },
  },
  door: {
    from: {
      sure: (place) => `Sua conexão vem de: ${place} · com certeza`,
      likely: (place) => `Sua conexão vem de: ${place} · provavelmente`,
      "cannot-tell": (place) => `Sua conexão vem de: ${place} · sem certeza`,
    },
    fromNowhere: "Não conseguimos saber de onde você se conecta",
    notRight: "Não está certo?",
    why: "Por quê?",
    howKnown: "Como vocês sabem?",
    notRightText:
      "Uma VPN, a rede de uma empresa ou uma rede móvel muitas vezes parece estar em outro lugar. Desligue-a ou use outra rede e abra esta página de novo; se isso não ajudar, avise o anfitrião.",
    because: {
      "too-quick": (place) => `Sua conexão responde rápido demais para vir deste lugar: ${place}.`,
      "paths-differ":
        "Seu som e sua imagem vêm por outro caminho que esta página, e os dois não combinam.",
      shared:
        "Seu endereço de rede é compartilhado por pessoas de muitos lugares, como acontece com uma VPN.",
      "records-differ": "Os registros de redes indicam lugares diferentes para a sua conexão.",
      "own-list": "A sua rede está na lista própria deste serviço, sob este lugar.",
      "records-agree": "Vários registros de redes independentes indicam este lugar.",
      mobile: "Você está em uma rede móvel, que pode parecer estar em outro lugar.",
      "own-word": "Você disse que não está lá, e isso conta.",
      "registered-elsewhere":
        "Sua rede está registrada em um país diferente daquele em que parece estar.",
      "old-records": "Os registros de redes que indicam este lugar são antigos.",
      "too-few-records":
        "Poucos registros de redes independentes indicam este lugar para termos certeza.",
      "paths-agree": "Seu som e sua imagem também vêm de lá.",
      "nothing-known": "Não se sabe nada sobre onde fica a sua rede.",
    },
    name: "Seu nome",
    namePlaceholder: "Como as outras pessoas verão você",
    nameMissing: "Diga seu nome às outras pessoas.",
    remember: "Lembrar meu nome neste dispositivo",
    camera: "Câmera",
    microphone: "Microfone",
    speaker: "Alto-falante",
    cameraOn: "Ligar a câmera",
    cameraOff: "Desligar a câmera",
    micOn: "Ligar o microfone",
    micOff: "Desligar o microfone",
    cameraIsOff: "Sua câmera está desligada",
    noNetwork:
      "O seu navegador não encontra nenhuma rede para som e imagem, então é provável que a entrada falhe. Conecte este dispositivo a uma rede e carregue esta página de novo, ou tente outro navegador.",
    noCamera: "Sem câmera",
    noMicrophone: "Sem microfone",
    systemSpeaker: "Padrão do sistema",
    deviceUnnamed: (index) => `Dispositivo ${index}`,
    devices: "Dispositivos",
    blur: "Desfocar meu fundo",
    blurFailed: "Não é possível desfocar o fundo neste dispositivo.",
    level: "Volume da sua voz",
    heard: "Ouvimos você",
    silent: "Ainda não ouvimos você",
    join: "Entrar",
    askToJoin: "Pedir para entrar",
    joining: "Conectando…",
    starts: (time) => `Começa: ${time}. Você já pode entrar.`,
    untitled: "Uma reunião",
    you: "Você",
    alsoHere:
      "Esta reunião está aberta em outra aba. Se entrar aqui também, estará nela duas vezes.",
    opened: "Você pode entrar agora. O que impedia a sua entrada mudou.",
    openedAsk: "Você pode pedir para entrar agora. O que impedia a sua entrada mudou.",
    pass: {
      valid: "O anfitrião deu um passe de convidado a você: você pode entrar daqui.",
      ask: "O anfitrião deu um passe de convidado a você: daqui você pode pedir para entrar, e o anfitrião decide.",
      used: "Este passe já foi usado. Se você entrar agora, ele passa para você e deixa de servir a quem o usou.",
      gone: "O passe do seu link não funciona mais. Peça um novo ao anfitrião.",
      notNeeded: "O passe do seu link não funciona mais, mas você pode entrar daqui sem ele.",
    },
    holds: "Quem pode entrar",
    encrypted: "Criptografada de ponta a ponta",
    encryptedText:
      "Imagem, som, telas compartilhadas e chat são criptografados no seu dispositivo e só se abrem nos de quem está dentro. Quem administra este serviço não pode vê-los nem ouvi-los, a menos que tenha o link completo: qualquer pessoa que o tenha e seja admitida recebe chaves.",
    encryptedVouched: "Criptografada de ponta a ponta, com aval",
    vouchedText:
      "Imagem, som, telas compartilhadas e chat são criptografados no seu dispositivo e só se abrem nos de quem está dentro. Quem administra este serviço não pode vê-los nem ouvi-los. Só recebem chaves as pessoas por quem um anfitrião responde: o link sozinho não basta.",
    encryptionOff: "A criptografia de ponta a ponta está desativada nesta reunião.",
    seenByHost: "O que o anfitrião pode ver",
    seenByHostText:
      "O anfitrião e todas as pessoas na reunião veem o seu nome. O anfitrião e quem o ajuda veem também quantas pessoas se conectam de cada lugar; menos de cinco aparecem só como “algumas”. A ninguém é mostrado de onde você, em particular, se conecta. Numa reunião pequena, quem a conduz pode adivinhar isso pelos números ou por quem sai quando uma regra muda. O seu endereço de rede nunca é guardado.",
    waits: {
      lobby: "Você vai esperar na sala de espera até o anfitrião deixar você entrar.",
      locked:
        "A reunião está trancada. Você vai esperar na sala de espera até o anfitrião deixar você entrar.",
      "cannot-tell":
        "Não conseguimos saber de onde você se conecta; por isso, você vai esperar na sala de espera até o anfitrião deixar você entrar.",
      "sent-back": "Você vai esperar na sala de espera até o anfitrião deixar você entrar de novo.",
      ask: "Não conseguimos saber de onde você se conecta; por isso, vamos perguntar a você.",
    },
  },
  lobby: {
    title: "Você está na sala de espera",
    because: {
      lobby: "O anfitrião decide quem entra.",
      locked: "A reunião está trancada, e o anfitrião decide quem ainda entra.",
      "cannot-tell": "Não conseguimos saber de onde você se conecta; por isso, o anfitrião decide.",
      terms:
        "Depois de uma denúncia feita de dentro da reunião, este serviço tirou você dela conforme seus termos de uso, até a reunião terminar ou o anfitrião deixar você entrar de novo. Se você acha que é um erro, escreva para quem administra este serviço.",
      "media-path":
        "Esta reunião olha o caminho que o seu som e a sua imagem seguem, e ainda não conseguimos vê-lo. Se continuar assim, talvez a sua rede não o deixe passar (UDP). O anfitrião pode deixar você entrar.",
      "sent-back": "O anfitrião pediu que você espere aqui. Talvez seja só por um momento.",
    },
    byItself: "Esta página deixa você entrar automaticamente. Você não precisa fazer nada.",
    as: (name) => `Seu nome na reunião: ${name}`,
    declined:
      "O anfitrião não pode deixar você entrar neste momento. Você pode ficar e pedir de novo em alguns minutos.",
    askAgain: "Pedir de novo",
    leave: "Sair",
    askTitle: "De onde você se conecta agora?",
    askWhy:
      "A sua conexão não nos diz isso com certeza. Se a sua resposta combinar com o que vemos, você entra na hora; se não, o anfitrião decide. A sua resposta não é guardada.",
    askField: "País, região ou território",
    askNothing: "Não há nada com esse nome.",
    answer: "É aí que estou",
    asked: "Agradecemos. Agora o anfitrião decide.",
  },
  check: {
    title: "Vou conseguir entrar?",
    yes: "Daqui você vai conseguir entrar.",
    waits: "Daqui você vai chegar à sala de espera.",
    waitsWhy: {
      lobby: "O anfitrião decide quem entra.",
      locked: "A reunião está trancada no momento, e o anfitrião decide quem ainda entra.",
      "cannot-tell": "Não conseguimos saber de onde você se conecta; por isso, o anfitrião decide.",
      "sent-back": "O anfitrião decide quem entra.",
      ask: "Não conseguimos saber de onde você se conecta. Vamos perguntar a você e, se a sua resposta combinar com o que vemos, você entra na hora.",
    },
    no: "Do jeito que está agora, daqui você não pode entrar.",
    what: {
      meeting:
        "Você vai estar em outro lugar no dia, ou o lugar não está certo? Desligue a VPN ou use outra rede e olhe de novo. Caso contrário, escreva ao anfitrião: ele pode mudar isso ou dar um passe de convidado a você.",
      account:
        "Você vai estar em outro lugar no dia, ou o lugar não está certo? Desligue a VPN ou use outra rede e olhe de novo. Caso contrário, escreva ao anfitrião: a organização dele pode mudar isso.",
      platform:
        "Você vai estar em outro lugar no dia, ou o lugar não está certo? Desligue a VPN ou use outra rede e olhe de novo. Nenhum anfitrião pode mudar isso; só quem administra este serviço pode.",
      order:
        "Isso só atinge pessoas cujo lugar é conhecido com certeza. O lugar não está certo? Desligue a VPN ou use outra rede e olhe de novo.",
      banned: "Se você acha que é um engano, escreva ao anfitrião.",
      removed:
        "Você pode pedir para entrar. Então vai esperar na sala de espera até o anfitrião decidir.",
    },
    onTheDay:
      "Isso vale para a conexão que você usa agora. O que conta é a conexão que você usar no dia.",
    nothingKept: "Olhar aqui não guarda nada e não avisa ninguém. Nenhuma câmera é usada.",
    starts: (time) => `Início da reunião: ${time}.`,
    again: "Olhar de novo",
    open: "Ir para a reunião",
  },
  device: {
    camera: {
      denied:
        "O seu navegador não libera a câmera para esta página. Permita o uso ao lado do endereço, ou continue sem ela.",
      missing: "Nenhuma câmera foi encontrada. Você pode continuar sem ela.",
      busy: "Outro programa está usando a câmera. Feche-a lá, ou continue sem ela.",
      other: "A câmera não ligou. Você pode continuar sem ela.",
    },
    microphone: {
      denied:
        "O seu navegador não libera o microfone para esta página. Permita o uso ao lado do endereço, ou continue sem ele.",
      missing: "Nenhum microfone foi encontrado. Você pode continuar sem ele.",
      busy: "Outro programa está usando o microfone. Feche-o lá, ou continue sem ele.",
      other: "O microfone não ligou. Você pode continuar sem ele.",
    },
    screen: {
      denied:
        "O seu sistema não libera a tela para o navegador. Permita que ele grave a tela nas configurações do sistema, ou continue sem ela.",
      missing: "Nenhuma tela foi encontrada. Você pode continuar sem ela.",
      busy: "Outro programa está usando a tela. Feche-a lá, ou continue sem ela.",
      other: "Não foi possível compartilhar a tela. Você pode continuar sem ela.",
    },
    insecure: "Câmeras e microfones só funcionam com https ou em localhost.",
  },
  gone: {
    notFoundTitle: "Não há reunião aqui",
    notFound: "O link pode estar incompleto, ou a reunião foi apagada. Peça o link outra vez.",
    endedTitle: "Esta reunião terminou",
    ended: "A reunião foi encerrada para todas as pessoas.",
    endedByYou: "Você encerrou a reunião para todas as pessoas.",
    closedTitle: "Esta reunião está fechada",
    closed:
      "Este serviço encerrou esta reunião, ou suspendeu a conta do anfitrião, conforme seus termos de uso. Duas pessoas concordaram com isso depois de uma denúncia feita de dentro. Se você acha que é um erro, escreva para quem administra este serviço.",
    lostTitle: "A conexão com a reunião falhou",
    lost: "A reunião continua. Verifique a sua rede e entre de novo. Algumas redes não deixam passar chamadas: se falhar outra vez, tente outra.",
    leftTitle: "Você saiu da reunião",
    left: "Ela continua sem você.",
    leftAlone: "Não há mais ninguém na reunião. O link continua funcionando.",
    elsewhereTitle: "Esta reunião está aberta em outra aba",
    elsewhere: "Você está nela agora, na outra aba. Se entrar de novo aqui, sairá dela lá.",
    again: "Entrar de novo",
    cannotCheckTitle: "Não podemos deixar ninguém entrar agora",
    cannotCheck:
      "O serviço não consegue verificar as regras da reunião neste momento e por isso ninguém pode entrar. Esta página tenta de novo automaticamente.",
    noMedia:
      "No momento, nenhum servidor de mídia está disponível na região que o anfitrião escolheu para esta reunião. Esta página tenta de novo automaticamente.",
    failedTitle: "Não funcionou",
    noAnswerTitle: "O serviço não responde agora",
    noAnswer: "O seu link não é a causa. Esta página tenta de novo automaticamente.",
    bringBack: "Levaremos você de volta assim que ele responder. Você não precisa fazer nada.",
    tryNow: "Tentar agora",
    pageTitle: "Não há nada aqui",
    page: "O endereço pode estar incompleto.",
  },
  incomplete: {
    title: "Este link não está completo",
    another: "O final deste link não é o desta reunião",
    full: "Esta reunião está cheia",
    fullText:
      "Já há tantas pessoas quantas uma reunião criptografada pode ter. Tente de novo quando alguém tiver saído.",
    notTaken: "Esta página não conseguiu combinar as chaves",
    notTakenText:
      "O serviço não aceitou o que este navegador diz. Recarregue a página. Se não ajudar, tente outro navegador.",
    cannot: "Este navegador não pode entrar em uma reunião criptografada",
    cannotText:
      "Ele não consegue criptografar imagem e som de ponta a ponta. Abra o link em uma versão atual do Firefox, Chrome, Edge ou Safari.",
    broke: "A criptografia desta chamada parou de funcionar aqui",
    brokeText:
      "Sua página saiu da chamada para que nada seja enviado sem criptografia. A reunião continua. Recarregue a página para voltar. Se acontecer de novo, avise quem administra este serviço.",
    why: "A reunião é criptografada de ponta a ponta. O que a abre está no fim do link, depois do sinal #. Este serviço nunca o tem, por isso não pode acrescentá-lo.",
    whatToDo: "Peça o link completo a quem convidou você e abra-o ou cole-o aqui.",
    paste: "O link completo",
    wrong: "Esse não é o link completo desta reunião.",
    otherHost:
      "Você chegou aqui por um link que diz quem responde pelas pessoas nesta reunião. Este link indica outra pessoa, ou ninguém, por isso não foi usado. Pergunte a quem convidou você qual é o certo. Se for este, abra-o em uma nova aba.",
    firstLink: "Continuar com o primeiro link",
    go: "Continuar",
  },
  refused: {
    short: "Não é possível entrar",
    title: "Você não pode entrar daqui neste momento.",
    innocent: "Você não fez nada de errado.",
    wasInside: "Até agora, você estava nesta reunião.",
    yours: "Esta reunião é sua: você pode mudar quem pode entrar e voltar.",
    yoursReason: {
      "denied-place": (place) => `Você fechou esta reunião para este lugar: ${place}.`,
      "outside-allowed": "Você abriu esta reunião só para certos lugares, e o seu não é um deles.",
      only: (places) => `Você abriu esta reunião só para: ${places}.`,
      "cannot-tell":
        "Você limitou esta reunião por lugar, e não conseguimos saber de onde você se conecta.",
    },
    bannedTitle: "Você não pode entrar nesta reunião.",
    removedTitle: "Você está fora da reunião.",
    removedHelp:
      "Você pode pedir para entrar de novo. Então vai esperar na sala de espera até o anfitrião decidir.",
    askAgain: "Pedir para entrar",
    bannedHelp: "Se você acha que é um engano, escreva a quem enviou o convite a você.",
    opens: "Deixe esta página aberta: se isso mudar, você poderá escrever seu nome aqui e entrar.",
    byItselfAs: (name) =>
      `Deixe esta página aberta: se isso mudar, ela deixa você entrar automaticamente com o nome “${name}”, com a câmera e o microfone como estavam.`,
    byItselfOff: (name) =>
      `Deixe esta página aberta: se isso mudar, ela deixa você entrar automaticamente com o nome “${name}”, com a câmera e o microfone desligados.`,
    notThere: "Não estou lá",
    leave: "Sair",
    why: "Por quê",
    whoDemanded: "Quem exigiu",
    law: "Com base em que lei",
    reasonGiven: "A razão indicada",
    until: "Até",
    noEnd: "Nenhum fim foi marcado.",
    noEndBy: {
      meeting: "O anfitrião não marcou nenhum fim.",
      account: "A organização do anfitrião não marcou nenhum fim.",
      platform: "Este serviço não marcou nenhum fim.",
    },
    unaffected: "O que isso não atinge",
    unaffectedText:
      "A reunião continua para todas as outras pessoas. Nada mais muda para você: suas outras reuniões, links e contas funcionam como antes.",
    sealed: "Por enquanto não podemos dizer.",
    appeal: "Recorrer",
    contact: (contact) => `Quem administra este serviço: ${contact}`,
    knock: {
      lead: "Peça ao anfitrião que deixe você entrar. O anfitrião e quem o ajuda verão o seu nome e o que você escrever aqui; os outros participantes não.",
      leadThere:
        "Peça ao anfitrião que deixe você entrar mesmo assim. O anfitrião e quem o ajuda verão o seu nome, o que você escrever aqui e que você está onde esta reunião está fechada; os outros participantes não.",
      off: "Se a resposta for sim, você entra com a câmera e o microfone desligados.",
      text: "O que o anfitrião deve saber?",
      optional: "Você pode deixar isto vazio.",
      send: "Pedir ao anfitrião",
      sent: "O pedido chegou ao anfitrião. Se a resposta for sim, esta página deixa você entrar automaticamente.",
      declined:
        "O anfitrião não pode deixar você entrar desta vez. Os outros participantes não sabem que você pediu. Você pode pedir de novo em alguns minutos.",
      closed: "Aqui o anfitrião não pode deixar você entrar.",
    },
    contest: {
      lead: "Se você está mesmo em outro lugar, diga aqui. Você entra na hora se mais alguma coisa mostrar isso. Se não, alguém deste serviço responde em dez minutos, e sem resposta você entra.",
      send: "Dizer que não estou lá",
      waits: (time: string) =>
        `Alguém deste serviço está olhando agora. Se ninguém responder, você entra no máximo até ${time}. Mantenha esta página aberta.`,
      staysOut: "Alguém deste serviço respondeu que você fica de fora, e escreveu por quê:",
      isIn: "Você pode entrar.",
      inside: {
        lead: "Se você está mesmo em outro lugar, diga aqui. Você fica se mais alguma coisa mostrar isso. Se não, alguém deste serviço responde em dez minutos. Você fica até lá, e sem resposta você fica.",
        waits: (time: string) =>
          `Alguém deste serviço está olhando agora. Você fica até a resposta. Se ninguém responder até ${time}, você fica.`,
        staysOut: "Alguém deste serviço respondeu que a ordem vale para você, e escreveu por quê:",
        isIn: "Você pode ficar na reunião.",
      },
      device: {
        lead: "Seu dispositivo pode dizer onde está. Para descobrir, seu navegador costuma enviar os nomes das redes Wi-Fi ao seu redor à empresa que o faz. Esta página nos envia então o país ou a região, e nada mais. Isso ajuda quem responde, mas não basta para entrar.",
        send: "Perguntar ao meu dispositivo",
        said: (place: string) => `Seu dispositivo diz: ${place}. Quem responde lê isso.`,
        denied: "Seu navegador não permitiu. Não é preciso: apenas espere a resposta.",
        unavailable: "Seu dispositivo não sabe onde está. Não é preciso: apenas espere a resposta.",
        late: "Seu dispositivo demorou demais. Tente de novo ou apenas espere a resposta.",
      },
    },
    notThereHelp: {
      account:
        "A organização do anfitrião decidiu isso para todas as reuniões dela; por isso, o anfitrião não pode deixar você entrar. Uma VPN, a rede de uma empresa ou uma rede móvel pode parecer estar em outro lugar: desligue-a ou use outra rede, e esta página talvez deixe você entrar. Se isso não ajudar, escreva a quem enviou o convite a você.",
      platform:
        "Este serviço decidiu isso para todas as reuniões; por isso, nenhum anfitrião pode deixar você entrar. Uma VPN, a rede de uma empresa ou uma rede móvel pode parecer estar em outro lugar: desligue-a ou use outra rede, e esta página talvez deixe você entrar. Se isso não ajudar, escreva a quem administra este serviço.",
      order:
        "Isso só atinge pessoas cujo lugar é conhecido com certeza, e nenhum anfitrião pode deixar você entrar. Uma VPN, a rede de uma empresa ou uma rede móvel pode parecer estar em outro lugar: desligue-a ou use outra rede, e esta página talvez deixe você entrar. Se isso não ajudar, diga abaixo que você não está lá. Se ainda assim não puder entrar, apresente um recurso.",
    },
  },
  appeal: {
    lead: "Diga por que isto está errado, em qualquer língua. Você não precisa dizer quem é nem por que quer estar na reunião.",
    clock:
      "Alguém que não participou da ordem decide em 72 horas, ou na metade do tempo que resta se for menos. Se ninguém decidir, a ordem termina sozinha.",
    text: "Seu recurso",
    send: "Enviar o recurso",
    sent: "Seu recurso foi enviado.",
    dueOn: (day: string) => `A decisão sai no máximo em ${day}; se não, a ordem termina sozinha.`,
    link: "Seu link privado",
    linkHint: "Guarde-o: ele mostra o que foi decidido. Só aparece agora.",
    decided: "Um recurso contra esta ordem já foi decidido.",
    over: "Esta ordem já terminou.",
    wrongTitle: "Este link não funciona",
    wrong: "A parte depois do sinal # falta ou não está certa. Abra o link inteiro.",
    madeOn: (day: string) => `Enviado em ${day}`,
    state: {
      open: "Ninguém decidiu ainda.",
      upheld: "A ordem continua.",
      overturned:
        "Você tinha razão: a ordem terminou. Todas as pessoas que ficaram de fora podem entrar.",
      "not-decided-in-time": "Ninguém decidiu a tempo, e a ordem terminou sozinha.",
      "order-over": "A ordem terminou antes que alguém decidisse.",
    },
    reasons: "Razões",
    yours: "O que você escreveu",
    destroyed:
      "Este texto foi destruído. O que se escreve sobre uma ordem fica guardado por cerca de um ano depois que ela termina.",
  },
  order: {
    state: {
      ahead: "Uma ordem que entrará em vigor mais tarde",
      suspended: "Uma ordem que por enquanto não tem efeito",
      "in-force": "Uma ordem em vigor",
      over: "Uma ordem que já terminou",
    },
    lead: (places: string) =>
      `Um governo ordenou que não se possa entrar em uma reunião a partir deste lugar: ${places}. Aqui não se diz qual é a reunião.`,
    takenDown: "Isto foi retirado do registro público.",
    excepted: "Exceto",
    from: "De",
    appealTitle: "Recorrer",
    appealLead:
      "Qualquer pessoa pode recorrer, sem conta. A decisão ou o fim da ordem só aparece aqui e no seu link privado no dia seguinte: a hora poderia revelar a reunião.",
    none: "Não há nenhuma ordem aqui. O endereço pode estar incompleto.",
  },
  report: {
    title: "Denunciar um abuso",
    lead: "Isto vai para quem administra este serviço. Ninguém na reunião fica sabendo.",
    inside: "Sua denúncia mostra que você estava na reunião, mas não quem você é.",
    what: "O que é?",
    choose: "Escolha o que melhor se encaixa.",
    kinds: {
      harassment: "Assédio",
      threat: "Uma ameaça",
      sexual: "Conteúdo sexual indesejado",
      "child-safety": "Uma criança está em perigo",
      spam: "Spam ou fraude",
      other: "Outra coisa",
    },
    about: "Sobre quem é?",
    aboutMeeting: "Sobre a reunião",
    aboutText:
      "Até a reunião terminar, este serviço vê o nome e pode desligar o microfone desta pessoa ou tirá-la da reunião. Quem já saiu não é nomeado.",
    text: "O que aconteceu?",
    fromState: "Escrevo em nome de um governo, de um tribunal ou da polícia",
    fromStateText:
      "Então este serviço responde segundo seu processo publicado. Uma exigência nunca encerra uma reunião e nunca suspende uma conta.",
    send: "Enviar a denúncia",
    sent: "Obrigado. Sua denúncia foi enviada.",
    sentText:
      "Uma reunião só é encerrada, ou uma conta suspensa, quando duas pessoas deste serviço concordam.",
    danger: "Se alguém está em perigo agora, ligue para a emergência onde você está.",
    unread:
      "Ninguém deste serviço pode ler denúncias ainda. A sua vai esperar até que alguém possa; o administrador só fica sabendo que uma espera.",
    unreadSent:
      "Sua denúncia está guardada, mas ninguém deste serviço pode lê-la ainda. Ela espera até que alguém possa.",
    noContact: "Este serviço não indica nenhum contato.",
    toMeeting: "Para a reunião",
  },
  reason: {
    "meeting/denied-place": (who, place) =>
      `${capital(who)} fechou esta reunião para este lugar: ${place}.`,
    "meeting/outside-allowed": (who) =>
      `${capital(who)} abriu esta reunião só para certos lugares, e o seu não é um deles.`,
    "meeting/cannot-tell": (who) =>
      `${capital(who)} limita esta reunião por lugar, e não conseguimos saber de onde você se conecta.`,
    "account/denied-place": (place) =>
      `A organização do anfitrião fechou as reuniões dela para este lugar: ${place}.`,
    "account/outside-allowed":
      "A organização do anfitrião abriu as reuniões dela só para certos lugares, e o seu não é um deles.",
    "account/cannot-tell":
      "A organização do anfitrião limita as reuniões dela por lugar, e não conseguimos saber de onde você se conecta.",
    "platform/denied-place": (place) => `Este serviço está fechado para este lugar: ${place}.`,
    "platform/outside-allowed":
      "Este serviço está aberto só para certos lugares, e o seu não é um deles.",
    "platform/cannot-tell":
      "Este serviço limita as reuniões por lugar, e não conseguimos saber de onde você se conecta.",
    "order/named": (authority, place) =>
      `${authority} ordenou que não se possa entrar nesta reunião a partir deste lugar: ${place}.`,
    "order/ordered": (place) =>
      `Um governo ordenou que não se possa entrar nesta reunião a partir deste lugar: ${place}; a lei ainda não nos permite dizer qual governo.`,
    "order/sealed": (place, time) =>
      `Um governo ordenou que não se possa entrar nesta reunião a partir deste lugar: ${place}; a lei não nos permite dizer qual governo até ${time}.`,
    "host/banned": "Um anfitrião decidiu que você não pode voltar a esta reunião.",
    "host/removed": "Um anfitrião tirou você da reunião.",
    here: "o lugar de onde você se conecta",
  },
  reasonUntil: {
    "meeting/denied-place": (who, place, time) =>
      `${capital(who)} fechou esta reunião, até ${time}, para este lugar: ${place}.`,
    "meeting/outside-allowed": (who, time) =>
      `Até ${time}, ${who} abre esta reunião só para certos lugares, e o seu não é um deles.`,
    "meeting/cannot-tell": (who, time) =>
      `Até ${time}, ${who} limita esta reunião por lugar, e não conseguimos saber de onde você se conecta.`,
    "account/denied-place": (place, time) =>
      `A organização do anfitrião fechou as reuniões dela, até ${time}, para este lugar: ${place}.`,
    "account/outside-allowed": (time) =>
      `Até ${time}, a organização do anfitrião abre as reuniões dela só para certos lugares, e o seu não é um deles.`,
    "account/cannot-tell": (time) =>
      `Até ${time}, a organização do anfitrião limita as reuniões dela por lugar, e não conseguimos saber de onde você se conecta.`,
    "platform/denied-place": (place, time) =>
      `Este serviço está fechado, até ${time}, para este lugar: ${place}.`,
    "platform/outside-allowed": (time) =>
      `Até ${time}, este serviço está aberto só para certos lugares, e o seu não é um deles.`,
    "platform/cannot-tell": (time) =>
      `Até ${time}, este serviço limita as reuniões por lugar, e não conseguimos saber de onde você se conecta.`,
  },
  call: {
    connecting: "Conectando…",
    reconnecting: "A sua conexão caiu. Estamos tentando voltar…",
    mic: "Microfone",
    camera: "Câmera",
    speaker: "Alto-falante",
    screen: "Compartilhar tela",
    stopScreen: "Parar de compartilhar",
    people: "Pessoas",
    chat: "Chat",
    places: "Lugares",
    rules: "Regras",
    leave: "Sair",
    close: "Fechar",
    muted: "microfone desligado",
    speaking: (name) => `${name} está falando`,
    you: (name) => `${name} (você)`,
    screenOf: (name) => `Tela: ${name}`,
    ownScreen: "Sua tela",
    service: "serviço",
    someone: "Alguém",
    role: {
      host: "anfitrião",
      "co-host": "coanfitrião",
      acting: "no lugar do anfitrião",
      guest: "",
    },
    alone: "Só você está aqui. Compartilhe o link para convidar outras pessoas.",
    link: { copy: "Copiar o link da reunião", copied: "O link da reunião foi copiado." },
    startSound: "Ligar o som",
    more: (count) => `e mais ${count}`,
    controls: "Controles da reunião",
    moreControls: "Mais",
    panels: "Painéis",
    dismiss: "Fechar esta mensagem",
    undo: "Desfazer",
    failed: "Não funcionou. Tente de novo.",
    view: {
      grid: "Mostrar todas as pessoas em grade",
      speaker: "Mostrar quem fala",
      pin: (name) => `Fixar: ${name}`,
      unpin: (name) => `Deixar de fixar: ${name}`,
      hideSelf: "Não ver a minha própria imagem",
      showSelf: "Ver a minha própria imagem",
    },
    connection: {
      excellent: "boa conexão",
      good: "conexão razoável",
      poor: "conexão fraca",
      lost: "conexão perdida",
    },
    hand: {
      raise: "Levantar a mão",
      lower: "Baixar a mão",
      lowerShort: "Baixar",
      place: (place) => `mão levantada, número ${place}`,
      list: "Mãos levantadas, em ordem",
      saidRaised: (name) => `${name} levantou a mão`,
      lowerOf: (name) => `Baixar a mão: ${name}`,
      lowered: "O anfitrião baixou a sua mão.",
    },
    react: {
      open: "Reagir",
      names: {
        thumb: "Polegar para cima",
        heart: "Coração",
        clap: "Aplausos",
        laugh: "Risada",
        wow: "Surpresa",
        party: "Comemoração",
      },
      said: (name, reaction) => `${name} reagiu: ${reaction}`,
    },
    talk: {
      placeholder: "Mensagem para todas as pessoas aqui",
      send: "Enviar",
      empty: "Não há mensagens desde que você chegou.",
      vanish:
        "Só quem está aqui agora pode ler isto. As mensagens desaparecem quando você sai, e ninguém as guarda.",
      notSent: "A sua mensagem não foi enviada. Tente de novo.",
      tooFast: "Foi um pouco rápido. Espere um momento e envie de novo.",
      unread: (count) => (count === 1 ? "1 mensagem nova" : `${count} mensagens novas`),
      openUnread: (count) =>
        count === 1 ? "Chat, 1 mensagem nova" : `Chat, ${count} mensagens novas`,
      said: (name, text) => `${name} escreveu: ${text}`,
      log: "Mensagens",
      left: (count) => `Caracteres restantes: ${count}`,
    },
    list: {
      search: "Procurar alguém",
      numbers: "Pessoas com o mesmo nome têm um número para distingui-las.",
      none: "Não há ninguém com esse nome aqui.",
      count: (count) => (count === 1 ? "1 pessoa está aqui" : `${count} pessoas estão aqui`),
      open: (count) =>
        count === 1 ? "Pessoas, 1 pessoa está aqui" : `Pessoas, ${count} pessoas estão aqui`,
      actions: (name) => `Mais opções: ${name}`,
    },
    devices: {
      title: "Dispositivos",
      blur: "Desfocar meu fundo",
      standard: "Padrão do sistema",
    },
    keys: {
      title: "Atalhos de teclado",
      use: "Usar teclas isoladas como atalhos",
      note: "Eles não fazem nada enquanto você digita.",
      mic: "Ligar ou desligar o microfone",
      camera: "Ligar ou desligar a câmera",
      screen: "Compartilhar a tela ou parar de compartilhar",
      hand: "Levantar ou baixar a mão",
      chat: "Abrir ou fechar o chat",
      people: "Abrir ou fechar a lista de pessoas",
      view: "Grade, ou quem fala",
      help: "Mostrar estes atalhos",
      escape: "Fechar o que está aberto",
      escapeKey: "Esc",
    },
    announce: {
      title: "Acessibilidade",
      on: "Dizer ao meu leitor de tela quem fala",
    },
    sealed: {
      on: "Criptografada de ponta a ponta",
      off: "Sem criptografia de ponta a ponta",
      vouched: "Criptografada de ponta a ponta, com aval",
      agreeing: "Combinando as chaves…",
      without: "Ainda sem chaves",
      held: "Criptografada. Talvez não ouçam nem vejam você",
      heldText:
        "Seu som e sua imagem saem desta página criptografados ou não saem. Nos últimos segundos ela não conseguiu criptografá-los, ou não sabe se conseguiu: talvez ninguém ouça nem veja você. Se isso continuar, recarregue a página.",
      title: "Quem pode ver e ouvir esta chamada",
      code: "Código de segurança",
      how: "Leiam juntos em voz alta. Se todas as pessoas tiverem o mesmo código, só quem está na lista abaixo pode ver e ouvir vocês. Há alguém que vocês não conhecem? O código muda sempre que alguém entra ou sai.",
      differ:
        "Se ele for diferente sem que ninguém entre ou saia, talvez alguém esteja escutando: não digam nada de particular aqui. Comecem uma nova reunião e enviem o link por outro meio.",
      changed: "Ele acabou de mudar: recomecem pelo primeiro dígito.",
      inWords: "O mesmo código em palavras",
      codeWaiting: (names: string) => `Aguardando: ${names}. Cada página tem sua parte no código.`,
      codeOverdue: (names: string) =>
        `Sem resposta de: ${names}. Talvez a página esteja lenta ou sendo recarregada.`,
      codeAgain: "Tentar de novo",
      codeAlone: "Enquanto não houver mais ninguém aqui, não há nada a comparar.",
      codeTooMany: "Com mais de 50 pessoas não há código para comparar.",
      group: "Quem tem as chaves",
      unvouched:
        "Você ainda não tem chaves: um anfitrião precisa responder por você. Até lá você não vê nem ouve ninguém, e ninguém vê nem ouve você. Quando isso acontecer, esta página continua sozinha.",
      notBelieved:
        "Pelo relógio deste dispositivo, a chamada começou há mais de 24 horas ou ainda não começou: por isso esta página não pode receber nem dar chaves. Confira a data e a hora do dispositivo; quando estiverem certas, esta página continua sozinha. Se já estavam certas, todas as pessoas precisam sair e voltar.",
      believed:
        "Esta reunião não tem aval: qualquer pessoa que tenha o link completo recebe chaves assim que este serviço a deixa entrar.",
      vouchedText:
        "Esta reunião tem aval: só recebe chaves quem tem o aval de um anfitrião, ou de alguém a quem um anfitrião permite isso. Sem isso, nem mesmo quem administra este serviço pode fazer alguém entrar.",
      numbers:
        "O número abaixo de um nome é só dessa pessoa, e o mesmo para todos, até que ela recarregue a página: com ele se distinguem duas pessoas com o mesmo nome.",
      outside: "sem criptografia, sem imagem nem som",
      turns: (count: number) => `Mudanças de chaves desde que você chegou: ${count}`,
      noTurns: "As chaves não mudaram desde que você chegou.",
      dropped: (sent: number, shown: number) =>
        `Trechos do seu som, da sua imagem e das suas mensagens que não puderam ser criptografados e não foram enviados: ${sent}. Trechos de outras pessoas que não puderam ser abertos e não foram mostrados: ${shown}. Alguns poucos são normais.`,
      sees: "O que este serviço pode ver",
      seesText:
        "Quem está na chamada e quando, de que lugar cada pessoa parece entrar, quem fala e quanto, e o tamanho e a hora do que é enviado.",
      seesNot: "O que ele não pode ver nem ouvir",
      seesNotText:
        "A imagem, o som, as telas compartilhadas, o chat, as reações e as mãos levantadas.",
      sealedWith: (format: string) => `Cifrado com ${format}.`,
      nativeClients:
        "Esta reunião também aceita outros aplicativos, cujo formato protege menos: o serviço continua sem ver nem ouvir nada, mas poderia fazer a câmera de alguém passar por sua tela ou repetir um momento.",
      program:
        "O programa desta página também vem do serviço: confie em quem administra o serviço ou compare-o com a versão publicada. No código-fonte do Graticule, este comando faz isso:",
      openText:
        "O que você diz e mostra vai criptografado até o serviço e de lá até as outras pessoas. No meio do caminho, quem administra o serviço poderia ver e ouvir.",
      openChange: "O anfitrião pode mudar isso quando não há ninguém na reunião.",
      unsealed: (name: string) => `Algo de ${name} chegou sem criptografia e não é mostrado.`,
      unlisted: (name: string) =>
        `${name} tem as chaves desta chamada, mas não aparece entre as pessoas presentes.`,
      unlistedRow: "tem as chaves, não aparece entre as pessoas presentes",
      rekeyed: (name: string) =>
        `${name} tem chaves novas. A página foi recarregada, ou é outra pessoa.`,
      rekeyedRow: "chaves novas desde que você entrou",
      delayed: "Esta página pediu chaves vezes demais e tem de esperar um minuto.",
      distrusted: "Houve um problema com as chaves; a sua página as configurou de novo.",
    },
    told: {
      muted: "Um anfitrião desligou o seu microfone. Você pode ligar de novo.",
      mutedByService:
        "Depois de uma denúncia feita de dentro da reunião, este serviço desligou o seu microfone conforme seus termos de uso. Você pode ligar de novo. Se você acha que é um erro, escreva para quem administra este serviço.",
      coHost:
        "Agora você divide o papel de anfitrião: pode deixar pessoas entrarem e ajudar a conduzir a reunião.",
      noCoHost: "Você não ajuda mais a conduzir a reunião.",
      acting: "Você faz o papel do anfitrião enquanto ele não está.",
      inCharge: "Agora você conduz esta reunião, até o anfitrião voltar.",
      hostBack: "O anfitrião voltou e conduz a reunião de novo.",
      runs: (names, count) =>
        count === 1 ? `Agora ${names} conduz a reunião.` : `Agora ${names} conduzem a reunião.`,
      nobodyRuns: "Ninguém conduz a reunião agora.",
      ruleChanged: "Mudou quem pode entrar nesta reunião.",
      locked: "A reunião está trancada: quem chegar agora espera até que o deixem entrar.",
      limited:
        "Esta reunião continua. Uma ordem limita o acesso conforme o lugar. Ela não afeta ninguém que ainda está aqui.",
    },
    soon: {
      title: "Você não poderá ficar aqui por muito mais tempo.",
      until: (time: string) => `Você pode ficar até ${time}.`,
      ends: "A ordem termina",
      left: (minutes: number) => `Minutos restantes: ${minutes}`,
      only: "Só você vê isto. Ninguém mais é avisado.",
      leave: "Sair agora",
    },
  },
  process: {
    lead: "A exigência de um governo pode alcançar as pessoas que estão dentro do território desse governo, e mais ninguém. Isto é o que isso significa neste serviço, na versão que funciona aqui.",
    sections: [
      {
        title: "Nenhuma reunião é encerrada, nenhuma conta é suspensa",
        body: "Nada neste serviço permite que uma exigência encerre uma reunião para todas as pessoas, suspenda uma conta ou mude outra reunião. Um anfitrião pode encerrar uma reunião para todas as pessoas. Fora isso, só um abuso pode ser uma razão, e ele tem um caminho próprio, abaixo.",
      },
      {
        title: "Limites por lugar",
        body: "Anfitriões podem limitar uma reunião a certos lugares, ou fechá-la para certos lugares. É uma escolha do próprio anfitrião, e isso é dito a quem fica de fora. Para saber onde alguém está, olhamos só os endereços de rede da página e do áudio e vídeo dessa pessoa, e só enquanto ela está conectada; eles nunca são guardados. Com uma VPN, alguém pode parecer estar em outro lugar.",
      },
      {
        title: "Ordens",
        body: "Quando um governo ordena, o serviço pode deixar as pessoas que estão no território desse governo fora de uma única sessão de uma única reunião, por no máximo sete dias. Isso só atinge pessoas cujo lugar é conhecido com certeza: quem talvez esteja em outro lugar fica. Cada pessoa que fica de fora é informada de que houve uma ordem, de quem e até quando; se um nome é omitido, a página também diz isso. São precisas duas pessoas deste serviço que não tenham registrado a exigência; uma basta para encerrar a ordem, ou para recusar a exigência se outra pessoa a registrou.",
      },
      {
        title: "Recursos",
        body: "Quem fica de fora, o anfitrião e qualquer outra pessoa podem recorrer, sem conta. Alguém que não participou da ordem decide em 72 horas, ou na metade do tempo que resta se for menos; se ninguém decidir, a ordem termina sozinha. Quando uma ordem termina, todas as pessoas que ficaram de fora podem entrar na hora.",
      },
      {
        title: "O que se torna público",
        body: "Cada exigência é publicada assim que é registrada, sem citar pessoas nem reuniões, e o anfitrião da reunião é avisado. Se uma lei proíbe até dizer que uma exigência existe, o serviço não faz nada a respeito enquanto isso valer. Ele pode lacrar o fato de que ela existiu; o lacre se abre no máximo depois de um ano.",
      },
      {
        title: "Abusos",
        body: "Qualquer pessoa pode denunciar um abuso. Para encerrar uma reunião ou suspender uma conta por isso são precisas duas pessoas deste serviço e uma denúncia de alguém que estava dentro. O que um governo envia é respondido como exigência, seja qual for o nome que lhe dê; onde há uma, uma terceira pessoa precisa concordar, e as duas coisas são tornadas públicas juntas.",
      },
      {
        title: "O que é guardado",
        body: "O título, os horários e as regras de uma reunião são guardados; 30 dias depois do fim dela, são apagados. Quem está lá só se sabe até a reunião acabar, e de onde, só na memória do servidor, enquanto a pessoa está conectada. Depois disso, não há lista para entregar. O serviço não grava nada. As reuniões criadas na sua página são criptografadas de ponta a ponta, a menos que o anfitrião desative isso: quem controla o servidor não pode vê-las nem ouvi-las, desde que sirva a página como foi publicada. A menos que um anfitrião responda por cada pessoa, quem tiver o link completo e for admitido recebe chaves, até mesmo quem administra este serviço.",
      },
      {
        title: "A quem perguntar",
        body: "Cada serviço tem os seus próprios responsáveis: uma universidade, uma redação, uma empresa. Quem deu o link a você pode dizer quem administra este. Só esses responsáveis podem responder a um recurso, e eles respondem à lei do próprio país.",
      },
    ],
    holds: "O que este serviço guarda",
    sources: "De onde vêm os lugares",
    own: "Lista de redes próprias, feita por este serviço",
    state: {
      fresh: "",
      stale: "dados antigos",
      missing: "faltam agora",
      rejected: "não podem ser usados agora",
    },
  },
};
